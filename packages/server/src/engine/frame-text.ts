import type { EngineFrame, NudgeFrames } from "@usher/core";
import type { StoredFrame } from "../ports/store.ts";
import { offerToWire } from "./offer-to-wire.ts";

/** A frame as it is stored and sent: camelCase ends here. */
export function frameText(frame: EngineFrame): Pick<StoredFrame, "event" | "data"> {
  switch (frame.event) {
    case "offer":
      return text("offer", offerToWire(frame.offer));
    case "withdraw":
      return text("withdraw", { offer_id: frame.offerId, reason: frame.reason });
    case "tour": {
      const { tourId, runId, state, unclaimed } = frame;
      return text("tour", { tour_id: tourId, run_id: runId, state, ...(unclaimed ? { unclaimed } : {}) });
    }
  }
}

function text<Event extends StoredFrame["event"]>(
  event: Event,
  data: NudgeFrames[Event],
): Pick<StoredFrame, "event" | "data"> {
  return { event, data: JSON.stringify(data) };
}
