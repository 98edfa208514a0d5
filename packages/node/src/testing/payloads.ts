import { type ActionsPayload, actionsPayload, slimAction } from "@usher/core/documented";

/** A batch of one session, one action for each title. */
export function aPayload(sessionId: string | null, titles: readonly string[], forwardedAtS = 1_000): ActionsPayload {
  const actions = titles.map((title, index) =>
    slimAction({ title, description: title, canonicalUrl: "/projects", type: "click", index }),
  );
  return actionsPayload({ productId: "acme", sessionId, userId: "u1", actions, forwardedAtS });
}

/** Titles of actions, in order. */
export function titlesOf(payloads: readonly ActionsPayload[]): string[] {
  return payloads.flatMap(({ actions }) => actions.map(({ title }) => title));
}
