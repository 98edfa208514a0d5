import type { BridgeIo } from "./bridge-io.ts";
import type { MessagePart, SendResult } from "./define-bridge.ts";
import { failure } from "./failures.ts";

/** Hands a part to the session's open page, for widgets that only their page can write into. */
export async function sendToPage(bridge: string, part: MessagePart, io: BridgeIo): Promise<SendResult> {
  if (io.toPage === undefined) {
    return failure("unsupported", `${bridge} writes through the user's page, and this server reaches no pages.`);
  }
  const { id, target, text, chips } = part;
  const isTaken = await io.toPage(target.sessionId, { bridge, id, text, chips });
  return isTaken ? { ok: true, id } : failure("page_absent", "No page of this session is open.");
}
