import { definedOnly } from "../../sources/event/defined-only.ts";
import type { BridgeFailure, BridgeFailureCode } from "./message.ts";

interface Kind {
  readonly retryable: boolean;
  /** What to do, when the bridge knows nothing better. */
  readonly fix: string;
}

const KINDS: Readonly<Record<BridgeFailureCode, Kind>> = {
  options_invalid: { retryable: false, fix: "Correct this bridge's options in the configuration." },
  empty_message: { retryable: false, fix: "Nothing: an empty message is never sent." },
  not_ready: { retryable: true, fix: "It is sent as soon as the widget has reported its conversation." },
  page_absent: { retryable: true, fix: "The user's page must be open, with the bridge's adapter started." },
  not_shown: { retryable: false, fix: "Check the vendor's side: it accepted the message and showed nothing." },
  unsupported: { retryable: false, fix: "This vendor cannot do that; see the table in docs/bridges.md." },
  wrong_address: { retryable: false, fix: "Check the address in this bridge's options: something else answers there." },
  unauthorised: { retryable: false, fix: "Renew the credentials in this bridge's options." },
  forbidden: { retryable: false, fix: "Give the credentials the permission to write messages." },
  conversation_not_found: { retryable: false, fix: "The conversation is gone; the next one is linked when it starts." },
  conversation_closed: { retryable: false, fix: "Nothing: the user starts a new conversation." },
  payload_refused: { retryable: false, fix: "The vendor's format may have changed; compare with its documentation." },
  quota_exhausted: { retryable: false, fix: "Raise the plan's limit with the vendor." },
  rate_limited: { retryable: true, fix: "Nothing at once: it is sent again after the wait the vendor asked for." },
  vendor_unavailable: { retryable: true, fix: "Look at the vendor's status page if this lasts." },
  network: { retryable: true, fix: "Check that this server reaches the vendor's address." },
  reply_unreadable: { retryable: false, fix: "Look into the conversation: whether the message is there is not known." },
  unexpected: { retryable: false, fix: "This is a fault of the bridge; please report it with the detail." },
};

export interface FailureFacts {
  readonly fix?: string | undefined;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

export function failure(code: BridgeFailureCode, detail: string, facts: FailureFacts = {}): BridgeFailure {
  const { retryable, fix } = KINDS[code];
  return {
    ok: false,
    code,
    detail,
    fix: facts.fix ?? fix,
    retryable,
    ...definedOnly({ status: facts.status, retryAfterMs: facts.retryAfterMs }),
  };
}
