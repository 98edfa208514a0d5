import {
  type ActionsPayload,
  actionsPayloadToText,
  actionsPayloadToWire,
  mergeActionsPayloads,
  parseActionsPayload,
} from "../../../actions/actions-payload.ts";
import { parseSlimAction, slimActionToText, slimActionToWire } from "../../../actions/slim-action.ts";
import { parseSummaryPayload, payloadToText, summaryPayloadToWire } from "../../../actions/summary-payload.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";

export const models: ConformanceArea = {
  area: "models",
  run(fn, input) {
    switch (fn) {
      case "actions_from_dict":
        return observed(parseActionsPayload(input.data));
      case "merge_payloads":
        return observed(mergeActionsPayloads((input.payloads as unknown[]).map(parseActionsPayload)));
      case "slim_action_from_dict": {
        const action = parseSlimAction(input.data);
        return { ...slimActionToWire(action), text: slimActionToText(action) };
      }
      case "summary_from_dict": {
        const { type: _, ...summary } = summaryPayloadToWire(parseSummaryPayload(input.data));
        return { ...summary, text: payloadToText(parseSummaryPayload(input.data)) };
      }
      default:
        return unknownFunction(fn);
    }
  },
};

function observed(payload: ActionsPayload): unknown {
  const { type: _, ...wire } = actionsPayloadToWire(payload);
  return { ...wire, text: actionsPayloadToText(payload) };
}
