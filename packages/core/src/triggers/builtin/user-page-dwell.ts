import { cutText } from "../../actions/cut-text.ts";
import type { SlimAction } from "../../actions/slim-action.ts";
import { trimUrl } from "../../actions/trim-url.ts";
import { jsonNumber } from "../../json-values.ts";
import { truncateProactiveBody } from "../proactive-body.ts";
import type { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import {
  type ProactiveTrigger,
  type ProactiveTriggerResult,
  proactiveTriggerResult,
} from "../proactive-trigger-result.ts";
import { DEFAULT_DWELL_BODY, TRIGGER_ID_USER_PAGE_DWELL } from "./proactive-trigger-ids.ts";

/** Least time on one page, seconds. */
export const DEFAULT_DWELL_THRESHOLD_S = 60;
/** Most actions on that page: more is active exploration, not lingering. */
export const DEFAULT_DWELL_MAX_ACTIONS = 5;
/** Code points of the address that reach the metadata. */
const METADATA_URL_MAX_CHARS = 512;

export interface UserPageDwellOptions {
  /** Used when the context sets no usable `dwell_threshold_seconds`. Default 60. */
  readonly defaultThresholdS?: number;
  /** Used when the context sets no usable `user_page_dwell_max_actions`. Default 5. */
  readonly defaultMaxActions?: number;
}

/**
 * Fires when the user stays on one page and does little there. The streak is the run of last actions on the same
 * address; it counts from its first action to the end of its last one, or to the present moment when that is later,
 * because lingering is exactly what produces no further actions.
 *
 * Settings in `contextExtra`: `dwell_threshold_seconds` (0 or less switches the trigger off),
 * `user_page_dwell_max_actions`, `dwell_proactive_body`, `eval_now` (replaces the context's `nowS`).
 * An unusable setting counts as left out.
 */
export class UserPageDwellTrigger implements ProactiveTrigger {
  readonly triggerId: string = TRIGGER_ID_USER_PAGE_DWELL;
  readonly defaultThresholdS: number;
  readonly defaultMaxActions: number;

  constructor(options: UserPageDwellOptions = {}) {
    this.defaultThresholdS = options.defaultThresholdS ?? DEFAULT_DWELL_THRESHOLD_S;
    this.defaultMaxActions = options.defaultMaxActions ?? DEFAULT_DWELL_MAX_ACTIONS;
  }

  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    const { recentActions: actions, contextExtra: extra } = context;
    const last = actions[actions.length - 1];
    if (last === undefined) return null;
    const url = trimUrl(last.canonicalUrl);
    if (url === "") return null;
    const thresholdS = jsonNumber(extra.dwell_threshold_seconds) ?? this.defaultThresholdS;
    if (!(thresholdS > 0)) return null;
    const maxActions = positiveCount(extra.user_page_dwell_max_actions) ?? this.defaultMaxActions;
    const length = streakLength(actions, url, maxActions);
    if (length > maxActions) return null;
    const startS = (actions[actions.length - length] as SlimAction).timestampStartS;
    const spanS = last.timestampEndS - startS;
    const nowS = jsonNumber(extra.eval_now) ?? context.nowS ?? last.timestampEndS;
    // The streak's own span is what analytics documents; idle time stands in only when it is what made this fire.
    const dwellS = spanS >= thresholdS ? spanS : nowS - startS;
    if (!(dwellS >= thresholdS)) return null;
    return proactiveTriggerResult({
      triggerId: TRIGGER_ID_USER_PAGE_DWELL,
      body: dwellBody(extra.dwell_proactive_body),
      metadata: {
        user_page_dwell_seconds: Math.round(dwellS * 1_000) / 1_000,
        user_page_dwell_action_count: length,
        user_page_dwell_max_actions: maxActions,
        dwell_threshold_seconds: thresholdS,
        user_page_dwell_canonical_url: cutText(last.canonicalUrl, METADATA_URL_MAX_CHARS),
      },
    });
  }
}

/** Stops at the first action beyond `max`: how much longer the streak is does not matter. */
function streakLength(actions: readonly SlimAction[], url: string, max: number): number {
  let length = 1;
  for (let at = actions.length - 2; at >= 0 && length <= max; at--) {
    const candidate = (actions[at] as SlimAction).canonicalUrl;
    if (candidate !== url && trimUrl(candidate) !== url) break;
    length++;
  }
  return length;
}

function positiveCount(value: unknown): number | undefined {
  const count = jsonNumber(value);
  return count !== undefined && Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

function dwellBody(value: unknown): string {
  const body = typeof value === "string" ? truncateProactiveBody(value) : "";
  return body === "" ? DEFAULT_DWELL_BODY : body;
}
