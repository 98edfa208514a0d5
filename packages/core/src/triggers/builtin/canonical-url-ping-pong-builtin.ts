import { measurePingPong, type PingPongParams } from "../../signals/ping-pong.ts";
import { measured } from "../conditions/measured.ts";
import type { Builtin } from "./builtin.ts";
import { DEFAULT_PROACTIVE_QUICK_REPLY_BODY, TRIGGER_ID_CANONICAL_URL_PING_PONG } from "./proactive-trigger-ids.ts";

/** Going to and fro between two pages. */
export const pingPong: Builtin<PingPongParams> = {
  id: TRIGGER_ID_CANONICAL_URL_PING_PONG,
  title: "Back and forth",
  description:
    "The user goes to and fro between the same two pages. A sent form ends the count, and two tabs side by side do not count.",
  parameters: {
    minCycles: {
      type: "integer",
      default: 2,
      min: 1,
      max: 20,
      description: "Returns (A → B → A is one) between the same two pages.",
    },
    withinS: { type: "number", default: 60, min: 1, max: 1800, description: "Length of the window." },
  },
  defaultBody: DEFAULT_PROACTIVE_QUICK_REPLY_BODY,
  when: (params) =>
    measured(`at least ${params.minCycles} returns between two pages within ${params.withinS} s`, (actions, now) =>
      measurePingPong(actions, now, params),
    ),
};
