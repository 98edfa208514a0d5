import type { NudgeFrames } from "@usher/core";
import type { OfferNotice } from "../offers/offer-notice.ts";
import { parseTabMessage } from "./parse-tab-message.ts";

/** What the tabs of one browser tell each other. Never an offer's content: that comes with the claim. */
export type TabMessage =
  /** A tab opened and would like to know what is live. */
  | { readonly type: "hello" }
  /** All that is live, from the tab that holds the stream. */
  | { readonly type: "live"; readonly session_id: string; readonly offer: OfferNotice | null }
  | { readonly type: "offer"; readonly session_id: string; readonly offer: OfferNotice }
  | ({ readonly type: "withdraw" } & NudgeFrames["withdraw"])
  /** Some tab closed the offer, or shows it. */
  | { readonly type: "taken"; readonly offer_id: string }
  | { readonly type: "closed"; readonly offer_id: string }
  | ({ readonly type: "tour" } & NudgeFrames["tour"])
  /** The visitor was reset: tokens of the old session are void. */
  | { readonly type: "reset" };

export interface TabChannel {
  post(message: TabMessage): void;
  close(): void;
}

/** Opens the channel of all tabs with this name. A message never returns to its sender. */
export function openTabChannel(name: string, onMessage: (message: TabMessage) => void): TabChannel {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => {
    const message = parseTabMessage(data);
    if (message !== undefined) onMessage(message);
  };
  return {
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}
