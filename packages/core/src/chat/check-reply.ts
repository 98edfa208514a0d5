import { type ReplyProblem, unfoundedClaims } from "./check/reply-claims.ts";
import type { ReplyGround } from "./check/reply-ground.ts";
import { createVocabulary } from "./check/vocabulary.ts";

export type { ReplyProblem, ReplyProblemKind } from "./check/reply-claims.ts";
export type { ReplyGround } from "./check/reply-ground.ts";

/** Longest text that is checked; a reply beyond it is no help to anybody. */
export const MAX_REPLY_CHARS = 4_000;

export type CheckedReply =
  | { readonly ok: true }
  /** What must not be said; say the steps themselves instead. */
  | { readonly ok: false; readonly problems: readonly ReplyProblem[] };

/**
 * Whether a reply names only what exists: every quoted, bold or instructed control, menu, page, address, shortcut and
 * gesture must be in the steps or on the page. Links, images and HTML are never said, whatever they name.
 */
export function checkReply(reply: string, ground: ReplyGround): CheckedReply {
  return createReplyCheck(ground)(reply);
}

/** `checkReply` for many texts against one ground, e.g. the lines of a reply as they arrive. */
export function createReplyCheck(ground: ReplyGround): (reply: string) => CheckedReply {
  const vocabulary = createVocabulary(ground);
  return (reply) => {
    if (reply.length > MAX_REPLY_CHARS) return { ok: false, problems: [{ kind: "markup", name: "too long" }] };
    const problems = unfoundedClaims(reply, vocabulary);
    return problems.length === 0 ? { ok: true } : { ok: false, problems };
  };
}
