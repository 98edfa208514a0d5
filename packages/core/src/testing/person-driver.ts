import { normaliseEvent } from "../actions/normalise-event.ts";
import { advance, type EngineStepResult } from "../engine/advance.ts";
import type { EngineInput } from "../engine/input.ts";
import type { EngineRules } from "../engine/rules.ts";
import { createSnapshot, type SessionSnapshot } from "../engine/state.ts";
import { type Attention, FRESH_ATTENTION } from "../gate/attention.ts";
import type { HoldReason } from "../gate/hold-reason.ts";
import type { SnoozeScope } from "../gate/snooze.ts";
import type { EpochMs } from "../ids.ts";
import type { Offer, OfferReport } from "../offers/offer.ts";
import { type ActionWindow, emptyWindow } from "../session/window.ts";
import type { MemoryFacts } from "../triggers/memory-view.ts";

/** One person with several sessions side by side, who share one attention: as a server keeps them. */
export interface PersonDriver {
  readonly attention: Attention;
  session(name: string): SessionSnapshot;
  offer(name: string): Offer | null;
  /** Reasons of every hold so far, in that session. */
  reasons(name: string): readonly HoldReason[];
  send(name: string, input: EngineInput, now: EpochMs): EngineStepResult;
  click(name: string, label: string, now: EpochMs, url?: string): EngineStepResult;
  view(name: string, url: string, now: EpochMs): EngineStepResult;
  report(
    name: string,
    report: OfferReport,
    now: EpochMs,
    extra?: { readonly option?: string; readonly scope?: SnoozeScope; readonly tabId?: string },
  ): EngineStepResult;
}

interface Kept {
  session: SessionSnapshot;
  window: ActionWindow;
  readonly holds: HoldReason[];
}

export function createPersonDriver(rules: EngineRules, names: readonly string[], memory?: MemoryFacts): PersonDriver {
  let attention = FRESH_ATTENTION;
  let count = 0;
  const sessions = new Map(
    names.map((name): [string, Kept] => {
      const session = { ...createSnapshot(name, rules.policy, 0), audience: true };
      return [name, { session, window: emptyWindow(), holds: [] }];
    }),
  );
  const kept = (name: string): Kept => {
    const found = sessions.get(name);
    if (found === undefined) throw new RangeError(`no session ${name}`);
    return found;
  };
  const driver: PersonDriver = {
    get attention() {
      return attention;
    },
    session: (name) => kept(name).session,
    offer: (name) => kept(name).session.offer,
    reasons: (name) => kept(name).holds,
    send(name, input, now) {
      const current = kept(name);
      const { session, window } = current;
      const state = { session, window, attention, ...(memory === undefined ? {} : { memory }) };
      const result = advance(state, input, now, rules);
      current.session = result.state.session;
      current.window = result.state.window;
      attention = result.state.attention;
      for (const note of result.notes) if (note.type === "held") current.holds.push(note.reason);
      return result;
    },
    click: (name, label, now, url = "/projects") =>
      capture(name, { type: "click", element: { role: "button", label }, url }, now),
    view: (name, url, now) => capture(name, { type: "page_view", url }, now),
    report: (name, report, now, extra = {}) =>
      driver.send(name, { type: "outcome", offerId: kept(name).session.offer?.id ?? "none", report, ...extra }, now),
  };

  function capture(
    name: string,
    event: { type: "click" | "page_view"; url: string; element?: { role: string; label: string } },
    now: EpochMs,
  ): EngineStepResult {
    count++;
    const action = normaliseEvent({ event: { id: `${name}-${count}`, at: now, ...event }, receivedAt: now });
    return driver.send(name, { type: "actions", actions: [action] }, now);
  }
  return driver;
}
