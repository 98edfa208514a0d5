import { snooze } from "../gate/snooze.ts";
import { type Draft, patchSession } from "./draft.ts";
import type { EngineInput } from "./input.ts";

type Input<Type extends EngineInput["type"]> = Extract<EngineInput, { type: Type }>;

/** The person's own wishes: they beat every rule, in all of the person's sessions. */
export function setPreferences(draft: Draft, input: Input<"preferences">): void {
  const { dial, snoozedUntil, muted, zone } = input;
  const attention = {
    ...draft.attention,
    ...(dial === undefined ? {} : { dial }),
    ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
    ...(muted === undefined ? {} : { muted: Array.from(new Set(muted)) }),
    ...(zone === undefined ? {} : { zone }),
  };
  draft.attention =
    input.snooze === undefined ? attention : snooze(attention, input.snooze, "", draft.rules.policy, draft.now);
}

export function noteConsent(draft: Draft, granted: boolean): void {
  if (draft.session.consent !== granted) patchSession(draft, { consent: granted });
}

/** Only anchors that some trigger names are kept: whatever else a page reports would only fill the session. */
export function noteAnchors(draft: Draft, { present, missing }: Input<"anchors">): void {
  const { missingAnchors } = draft.session;
  const named = new Set(draft.rules.triggers.map(({ anchor }) => anchor));
  const reported = [...missingAnchors, ...missing];
  const gone = new Set(reported.filter((anchor) => named.has(anchor) && !present.includes(anchor)));
  const isSame = gone.size === missingAnchors.length && missingAnchors.every((anchor) => gone.has(anchor));
  if (!isSame) patchSession(draft, { missingAnchors: Array.from(gone).sort() });
}
