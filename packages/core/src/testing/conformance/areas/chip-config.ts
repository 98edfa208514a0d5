import {
  parseProactiveIntercomMessages,
  quickReplyLabelsFromMessagesConfig,
  resolveTourOfferForInbound,
  tourOfferQuickReplyBody,
} from "../../../triggers/quick-reply-chips.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

export const chipConfig: ConformanceArea = {
  area: "chip_config",
  run(fn, input) {
    const config = input.integration_config;
    if (fn === "parse_proactive_intercom_messages") {
      const chips = parseProactiveIntercomMessages(config);
      const rows = chips?.map(({ id, label, userTourExists, userTourId }) => {
        return { id, label, user_tour_exists: userTourExists, user_tour_id: userTourId };
      });
      return { rows: rows ?? null, labels: quickReplyLabelsFromMessagesConfig(chips) };
    }
    if (fn === "resolve_tour_offer_for_inbound") {
      const defaultFlowId = (input.default_flow_id ?? null) as string | null;
      return resolveTourOfferForInbound(config, input.message as string | null, defaultFlowId);
    }
    if (fn === "tour_offer_quick_reply_body") return tourOfferQuickReplyBody(config);
    return unknownFunction(fn);
  },
};
