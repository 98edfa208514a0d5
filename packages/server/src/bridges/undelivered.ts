import type { BridgeFailure } from "@usher/integrations/chat";
import type { Undelivered } from "./bridge.ts";
import type { NotFound } from "./waiting-line.ts";

/** What came of waiting for a conversation that never came. */
export const NOT_FOUND: Readonly<Record<NotFound, Undelivered>> = {
  expired: {
    ok: false,
    code: "no_widget",
    detail: "No chat widget said which conversation is this session's. Is the page adapter in the page?",
    retryable: true,
  },
  cancelled: { ok: false, code: "no_widget", detail: "The page went away before its chat was there.", retryable: true },
  full: { ok: false, code: "queue_full", detail: "Too many messages wait for chat widgets already.", retryable: true },
};

/** A vendor's refusal, with what to do about it. */
export function undelivered({ code, detail, fix, retryable, retryAfterMs, sentParts }: BridgeFailure): Undelivered {
  return {
    ok: false,
    code,
    detail: `${detail} ${fix}`,
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(sentParts === undefined ? {} : { sentParts }),
  };
}
