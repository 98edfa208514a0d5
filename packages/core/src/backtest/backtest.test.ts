import { describe, expect, test } from "vitest";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { compileRules } from "../engine/rules.ts";
import { createSnapshot } from "../engine/state.ts";
import type { RecordedStep } from "../explain/recording.ts";
import { MINUTE_MS, SECOND_MS } from "../ids.ts";
import { playHistory } from "../testing/play-history.ts";
import { randomHistory } from "../testing/random-history.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { countWithin } from "../triggers/conditions/count-within.ts";
import { type BacktestSession, backtest, createBacktest } from "./backtest.ts";

const START = 1_800_000_000_000;
const RULES = sampleRules();
const EAGER = compileRules([
  sampleTrigger({ when: countWithin({ label: "save changes", atLeast: 2, withinS: 120 }) }),
  sampleTrigger({ id: "other", when: countWithin({ label: "cancel", atLeast: 1, withinS: 120 }) }),
]);

interface Story {
  readonly sessionId: string;
  readonly subject?: string;
  /** Labels of clicks, ten seconds apart. */
  readonly clicks: readonly string[];
  readonly ledger?: BacktestSession["ledger"];
  readonly startsAt?: number;
}

function session({ sessionId, subject = sessionId, clicks, ledger = [], startsAt = START }: Story): BacktestSession {
  const steps = clicks.map((label, index): RecordedStep => {
    const at = startsAt + index * 10 * SECOND_MS;
    const event = { id: `${sessionId}-${index}`, type: "click", at, url: "/projects", element: { label } } as const;
    const actions = [normaliseEvent({ event, receivedAt: at })];
    return { at, input: { type: "actions", actions }, given: { audience: true } };
  });
  const start = createSnapshot(sessionId, RULES.policy, startsAt);
  return { recording: { sessionId, subject, userId: null, createdAt: startsAt, start, steps }, ledger };
}

const SAVES = ["Save changes", "Save changes", "Save changes"];

describe("a backtest", () => {
  test("counts offers per 1,000 sessions and per person", () => {
    const quiet = Array.from({ length: 7 }, (_, index) => session({ sessionId: `q${index}`, clicks: ["Edit"] }));
    const report = backtest([...quiet, session({ sessionId: "s", clicks: SAVES })], { rules: RULES });
    expect(report).toMatchObject({
      sessions: 8,
      people: 8,
      actions: 10,
      draft: { offers: 1, offersPer1000Sessions: 125, sessionsWithOffer: 1, load: { mean: 0.125, p95: 1, max: 1 } },
      changes: [{ triggerId: "bulk_edit_opportunity", draftOffers: 1, baselineOffers: 0, onlyDraft: 1 }],
    });
  });

  test("what an offer spends in one session of a person is spent in the next, and in nobody else's", () => {
    const later = { clicks: SAVES, startsAt: START + 10 * MINUTE_MS };
    const same = backtest(
      [session({ sessionId: "a", subject: "p", clicks: SAVES }), session({ sessionId: "b", subject: "p", ...later })],
      { rules: RULES },
    );
    expect(same.draft).toMatchObject({ offers: 1, triggers: [{ people: 1, holds: { trigger_cooldown: 1 } }] });
    const others = backtest([session({ sessionId: "a", clicks: SAVES }), session({ sessionId: "b", ...later })], {
      rules: RULES,
    });
    expect(others.draft.offers).toBe(2);
  });

  test("time passes after the last action, so that dwelling shows", () => {
    const when = countWithin({ label: "edit", atLeast: 1, withinS: 120 });
    const dwelling = compileRules([
      sampleTrigger({
        when: (context) => {
          const at = (context.actions[0]?.at ?? 0) + MINUTE_MS;
          return context.now >= at ? { ...when(context), met: true } : { ...when(context), met: false, recheckAt: at };
        },
      }),
    ]);
    expect(backtest([session({ sessionId: "s", clicks: ["Edit"] })], { rules: dwelling }).draft.offers).toBe(1);
  });

  test("says what became of the live offers and who reached the goal anyway", () => {
    const fired = {
      at: START + 20 * SECOND_MS,
      note: { type: "fired", triggerId: "bulk_edit_opportunity", offerId: "s.1", result: { condition: "", met: true } },
    } as const;
    const outcome = (name: "shown" | "dismissed" | "accepted") =>
      ({
        at: START + 25 * SECOND_MS,
        note: { type: "outcome", triggerId: "bulk_edit_opportunity", offerId: "s.1", outcome: name },
      }) as const;
    const clicks = [...SAVES, "Apply to 3"];
    const dismissed = backtest(
      [session({ sessionId: "s", clicks, ledger: [fired, outcome("shown"), outcome("dismissed")] })],
      { rules: RULES },
    );
    expect(dismissed.draft.triggers).toMatchObject([
      {
        offers: 1,
        goalReached: 1,
        goalReachedAnyway: 1,
        outcomes: { matched: 1, shown: 1, accepted: 0, dismissed: 1 },
      },
    ]);
    expect(dismissed.changes).toMatchObject([{ onlyDraft: 0, onlyBaseline: 0, both: 1 }]);
    const accepted = backtest(
      [session({ sessionId: "s", clicks, ledger: [fired, outcome("shown"), outcome("accepted")] })],
      { rules: RULES },
    );
    expect(accepted.draft.triggers).toMatchObject([
      { goalReached: 1, goalReachedAnyway: 0, outcomes: { accepted: 1 } },
    ]);
  });

  test("compares with other rules on the same sessions, and names triggers that speak in the same session", () => {
    const clicks = ["Cancel", ...Array.from({ length: 30 }, () => "Edit"), "Save changes", "Save changes"];
    const report = backtest([session({ sessionId: "s", clicks })], { rules: EAGER, against: RULES });
    expect(report.baseline).toMatchObject({ kind: "rules", offers: 0 });
    expect(report.draft).toMatchObject({
      offers: 2,
      overlaps: [{ triggers: ["bulk_edit_opportunity", "other"], sessions: 1 }],
    });
    expect(report.changes.map(({ triggerId, onlyDraft }) => [triggerId, onlyDraft])).toEqual([
      ["bulk_edit_opportunity", 1],
      ["other", 1],
    ]);
  });

  test("a trigger that throws is counted and harms no other", () => {
    const rules = compileRules([
      sampleTrigger({
        id: "broken",
        when: () => {
          throw new Error("broken");
        },
      }),
      ...RULES.triggers,
    ]);
    expect(backtest([session({ sessionId: "s", clicks: SAVES })], { rules }).draft.triggers).toMatchObject([
      { triggerId: "broken", errors: 1 },
      { offers: 1 },
    ]);
  });

  test("nothing at all is a report as well", () => {
    expect(createBacktest({ rules: RULES }).report()).toMatchObject({
      sessions: 0,
      people: 0,
      from: null,
      to: null,
      draft: { load: { mean: 0, p95: 0, max: 0 } },
    });
  });

  test("any recorded history can be played against other rules, twice with the same result", () => {
    for (let seed = 0; seed < 40; seed++) {
      const played = playHistory(randomHistory({ seed, steps: 60, sessions: 2, start: START }), RULES, START);
      const sessions = played.map(({ recording, results }) => ({
        recording,
        ledger: results.flatMap(({ notes, state }) => notes.map((note) => ({ at: state.session.lastNow, note }))),
      }));
      expect(backtest(sessions, { rules: EAGER })).toEqual(backtest(sessions, { rules: EAGER }));
    }
  });
});
