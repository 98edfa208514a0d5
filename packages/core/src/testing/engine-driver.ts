import { normaliseEvent } from "../actions/normalise-event.ts";
import { advance, type EngineStepResult } from "../engine/advance.ts";
import type { EngineInput } from "../engine/input.ts";
import type { EngineRules } from "../engine/rules.ts";
import { createEngineState, type EngineState } from "../engine/state.ts";
import type { EpochMs } from "../ids.ts";
import type { Offer, OfferReport } from "../offers/offer.ts";
import type { RawEvent } from "../wire/raw-event.ts";
import { SAMPLE_PAGE } from "./sample-rules.ts";

/** Plays a session by hand: every call is one input at a literal moment, with the state kept in between. */
export interface EngineDriver {
  readonly state: EngineState;
  readonly last: EngineStepResult;
  send(input: EngineInput, now: EpochMs): EngineStepResult;
  /** Sends raw events as one batch; each needs only what matters. Ids and times are filled in. */
  capture(now: EpochMs, ...events: readonly Partial<RawEvent>[]): EngineStepResult;
  click(label: string, now: EpochMs, url?: string): EngineStepResult;
  view(url: string, now: EpochMs): EngineStepResult;
  report(report: OfferReport, now: EpochMs, extra?: { option?: string; tabId?: string }): EngineStepResult;
  readonly offer: Offer | null;
}

export function createEngineDriver(
  rules: EngineRules,
  options: { sessionId?: string; audience?: boolean } = {},
): EngineDriver {
  const { sessionId = "s", audience = true } = options;
  let state = createEngineState(sessionId, rules.policy, 0);
  state = { ...state, session: { ...state.session, audience } };
  let count = 0;
  let last: EngineStepResult = { state, effects: [], notes: [], wakeAt: undefined, duplicateCount: 0 };
  const driver: EngineDriver = {
    get state() {
      return state;
    },
    get last() {
      return last;
    },
    get offer() {
      return state.session.offer;
    },
    send(input, now) {
      last = advance(state, input, now, rules);
      state = last.state;
      return last;
    },
    capture(now, ...events) {
      const actions = events.map((event) => {
        count++;
        const full: RawEvent = { id: `${sessionId}-${count}`, type: "click", at: now, url: SAMPLE_PAGE, ...event };
        return normaliseEvent({ event: full, receivedAt: now });
      });
      return driver.send({ type: "actions", actions }, now);
    },
    click: (label, now, url = SAMPLE_PAGE) => driver.capture(now, { element: { role: "button", label }, url }),
    view: (url, now) => driver.capture(now, { type: "page_view", url }),
    report: (report, now, extra = {}) =>
      driver.send({ type: "outcome", offerId: state.session.offer?.id ?? "none", report, ...extra }, now),
  };
  return driver;
}
