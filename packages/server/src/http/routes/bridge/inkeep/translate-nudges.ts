import type { EpochMs, NudgeFrames, OfferWire } from "@usher/core";
import type { StoredFrame } from "../../../../ports/store.ts";
import type { Product } from "../../../../products/product.ts";
import { guidanceOffer, guidanceStart, tourIdOf } from "./guidance.ts";

/** What a frame of `GET /v1/nudges` is on the guidance stream; undefined: nothing. */
export type TranslateFrame = (
  frame: Pick<StoredFrame, "event" | "data">,
) => { readonly event: string; readonly data: object } | undefined;

interface Options {
  readonly product: Product;
  readonly sessionId: string;
  /** The session's offer when the client came: a guide that starts is about it. */
  readonly offer: OfferWire | null;
  readonly now: () => EpochMs;
  /** An offer is about to be written to the client. */
  readonly onOffer: (offer: OfferWire) => void;
}

export function translateNudges({ product, sessionId, offer, now, onOffer }: Options): TranslateFrame {
  let latest = offer;
  return ({ event, data: text }) => {
    switch (event) {
      case "offer": {
        const made = JSON.parse(text) as NudgeFrames["offer"];
        latest = made;
        onOffer(made);
        return { event: "guidance_offer", data: guidanceOffer(made, product) };
      }
      case "withdraw": {
        const { offer_id: id, reason } = JSON.parse(text) as NudgeFrames["withdraw"];
        return { event: "guidance_withdraw", data: { id, session_id: sessionId, reason } };
      }
      case "tour": {
        const { state, tour_id: tourId } = JSON.parse(text) as NudgeFrames["tour"];
        if (state !== "started" || latest === null || tourIdOf(latest) !== tourId) return undefined;
        return { event: "guidance_start", data: guidanceStart(latest, product, now()) };
      }
    }
  };
}
