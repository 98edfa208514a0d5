import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LedgerNote } from "../engine/effect.ts";
import { createEngineDriver } from "../testing/engine-driver.ts";
import { playHistory } from "../testing/play-history.ts";
import { randomHistory } from "../testing/random-history.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { condition } from "../triggers/condition.ts";
import { explain } from "./explain.ts";
import { explainState } from "./explain-state.ts";
import type { Explanation } from "./explanation.ts";
import { explanationInWords } from "./explanation-in-words.ts";

const START = 1_800_000_000_000;
const RULES = sampleRules({}, [
  sampleTrigger({ cooldownS: 600 }),
  sampleTrigger({ id: "second", cooldownS: 600, when: condition("always", () => true) }),
  sampleTrigger({
    id: "broken",
    when: () => {
      throw new Error("broken on purpose");
    },
  }),
]);

const histories = fc.integer().map((seed) => randomHistory({ seed, steps: 120, sessions: 2, start: START }));

/** What an explanation says about a trigger, in the ledger's terms. */
function verdictOf(explanation: Explanation, triggerId: string): unknown {
  const { verdict, reason, offerId } = explanation.triggers.find((trigger) => trigger.triggerId === triggerId) ?? {};
  return { verdict, reason, offerId };
}

function verdictOfNote(note: LedgerNote): unknown {
  switch (note.type) {
    case "fired":
      return { verdict: "offered", reason: undefined, offerId: note.offerId };
    case "held":
      return { verdict: "held", reason: note.reason, offerId: undefined };
    case "quiet":
      return { verdict: note.reason, reason: undefined, offerId: undefined };
    case "trigger-error":
      return { verdict: "error", reason: undefined, offerId: undefined };
    default:
      return undefined;
  }
}

describe("a recorded session", () => {
  test("explains every decision as it was taken, whatever happened in the person's other session", () => {
    let compared = 0;
    fc.assert(
      fc.property(histories, (history) => {
        for (const { recording, results } of playHistory(history, RULES, START)) {
          for (const [step, { notes, state }] of results.entries()) {
            for (const note of notes) {
              const verdict = verdictOfNote(note);
              if (verdict === undefined || !("triggerId" in note)) continue;
              const explanation = explain(recording, state.session.lastNow, RULES, { step });
              expect(verdictOf(explanation, note.triggerId)).toEqual(verdict);
              if (note.type === "held") {
                const found = explanation.triggers.find(({ triggerId }) => triggerId === note.triggerId);
                expect(found?.until).toBe(note.until);
                expect(found?.when?.met).toBe(true);
              }
              compared++;
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(1_000);
  }, 30_000);

  test("survives being stored as JSON", () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { recording } of playHistory(history, RULES, START)) {
          const read = JSON.parse(JSON.stringify(recording));
          const last = recording.steps.at(-1)?.at ?? START;
          expect(explain(read, last, RULES)).toEqual(explain(recording, last, RULES));
        }
      }),
      { numRuns: 30 },
    );
  });

  test("between two steps it says what the engine would have said, and changes nothing", () => {
    const history = randomHistory({ seed: 7, steps: 40, start: START });
    const [played] = playHistory(history, RULES, START);
    if (played === undefined) throw new Error("one session was played");
    const last = played.recording.steps.at(-1)?.at ?? START;
    const later = explain(played.recording, last + 1, RULES);
    expect(explain(played.recording, last + 1, RULES)).toEqual(later);
    expect(later.decidedAt).toBeGreaterThanOrEqual(last);
  });

  test("before anything happened, nothing was judged", () => {
    const [played] = playHistory(randomHistory({ seed: 1, steps: 3, start: START }), RULES, START);
    if (played === undefined) throw new Error("one session was played");
    const explanation = explain(played.recording, START - 60_000, RULES);
    expect(explanation.triggers.map(({ verdict }) => verdict)).toEqual(["not_judged", "not_judged", "not_judged"]);
  });
});

describe("what is said", () => {
  const rules = sampleRules();

  test("a trigger that is not met names what is missing", () => {
    const driver = createEngineDriver(rules);
    driver.click("Save changes", 1_000);
    driver.click("Save changes", 2_000);
    const explanation = explainState(driver.state, 2_000, rules);
    expect(explanation.triggers[0]).toMatchObject({
      verdict: "not_met",
      when: {
        met: false,
        children: [{ met: false, value: 2, threshold: 3, distance: 1 }, { met: true }, { met: true }],
      },
      goal: { met: false },
    });
    expect(explanationInWords(explanation).join("\n")).toContain(
      "✗ at least 3 × “save changes” on /projects within 120 s: 2 of 3, 1 to go",
    );
  });

  test("a hold is named with its reason and its end", () => {
    const driver = createEngineDriver(rules, { audience: false });
    for (const at of [1_000, 2_000, 3_000]) driver.click("Save changes", at);
    const explanation = explainState(driver.state, 3_000, rules, { trigger: "bulk_edit_opportunity" });
    expect(explanation.triggers).toMatchObject([{ verdict: "held", reason: "no_audience", when: { met: true } }]);
    expect(explanationInWords(explanation).join("\n")).toContain("bulk_edit_opportunity: held (no_audience)");
  });

  test("a trigger that throws is explained by its error", () => {
    const driver = createEngineDriver(RULES);
    driver.click("Cancel", 1_000);
    const explanation = explainState(driver.state, 1_000, RULES, { trigger: "broken" });
    expect(explanation.triggers).toMatchObject([{ verdict: "error", when: null, error: "broken on purpose" }]);
  });
});
