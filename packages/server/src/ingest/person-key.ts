import { createHash } from "node:crypto";

/** Whom an event is about, once anonymous ids that have a name by now are that user's. */
export interface Person {
  readonly userId: string | undefined;
  /** Whether `userId` may yet turn out to be a visitor's id: see `SourcePerson`. */
  readonly isAssumed: boolean;
  readonly anonymousId: string | undefined;
  readonly sessionId: string | undefined;
  readonly email: string | undefined;
  /** Automated browsers are kept apart from people. */
  readonly isBot: boolean;
}

/** The visitor of a source's session: nobody of the page SDK, whose visitors are `v_…`, and nobody of another source. */
export function visitorOf(sourceId: string, { userId, isAssumed, anonymousId, sessionId, isBot }: Person): string {
  const kind = isBot ? `${sourceId}:bot` : sourceId;
  if (userId !== undefined) return `${kind}:${isAssumed ? "n" : "u"}:${userId}`;
  if (anonymousId !== undefined) return `${kind}:a:${anonymousId}`;
  return `${kind}:s:${sessionId ?? ""}`;
}

/** 128 bits of a text, harmless in ids. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
