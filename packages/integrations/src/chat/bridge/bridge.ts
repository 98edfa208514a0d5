import type { InboundRequest, InboundResult, Proof } from "../inbound/inbound.ts";
import type { BridgeIo, BridgeTools } from "./bridge-io.ts";
import type { BridgeManifest, BridgeOptions } from "./manifest.ts";
import type { BridgeTarget, OpenResult, OutgoingMessage, PostResult, Readiness } from "./message.ts";

/**
 * One chat vendor: how Usher's messages get into its conversation, and how the user's come back. Nothing here throws,
 * and nothing that was not shown is reported as sent. `options` is what the product's configuration says.
 */
export interface ChatBridge {
  readonly manifest: BridgeManifest;
  /** Whether a message to this target has somewhere to go; if not, what it waits for. */
  ready(target: BridgeTarget, options: BridgeOptions): Readiness;
  /** Makes sure that there is a conversation, starting one where the vendor allows that. */
  open(target: BridgeTarget, options: BridgeOptions, io: BridgeIo): Promise<OpenResult>;
  /** Shows a message to the user. */
  post(message: OutgoingMessage, options: BridgeOptions, io: BridgeIo): Promise<PostResult>;
  /** Whether a webhook comes from the vendor. Fails closed. */
  verifyWebhook(request: InboundRequest, options: BridgeOptions, tools: BridgeTools): Proof;
  /** Verifies a webhook and reads what it says. */
  parseInbound(request: InboundRequest, options: BridgeOptions, tools: BridgeTools): InboundResult;
  /** Shows or hides that somebody is writing. Present where the manifest says `typing`. */
  readonly typing?: (
    target: BridgeTarget,
    isTyping: boolean,
    options: BridgeOptions,
    io: BridgeIo,
  ) => Promise<PostResult>;
  /** Writes something that only the vendor's agents see. */
  readonly note?: (message: OutgoingMessage, options: BridgeOptions, io: BridgeIo) => Promise<PostResult>;
}
