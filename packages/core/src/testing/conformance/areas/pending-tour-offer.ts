import { pendingOfferToJson, resolvePendingValue } from "../../../offers/pending-tour-offer.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

export const pendingTourOffer: ConformanceArea = {
  area: "pending_tour_offer",
  run(fn, input) {
    if (fn === "pending_offer_to_json_fn") {
      return JSON.parse(pendingOfferToJson({ flowId: input.flow_id as string | null }));
    }
    if (fn === "resolve_pending_value") {
      return resolvePendingValue(input.raw as string | null, input.default_flow_id as string | null);
    }
    return unknownFunction(fn);
  },
};
