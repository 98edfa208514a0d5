import { describe, expect, test } from "vitest";
import { samplePath } from "../testing/sample-rules.ts";
import { parseScenario } from "./parse-scenario.ts";
import { playScenario, type ScenarioResult } from "./play-scenario.ts";

const TRIGGER = {
  id: "saves",
  page: "/projects",
  when: { type: "count", event: "click", label: "save", at_least: 2, within_s: 60 },
  until: { type: "happened", label: "apply to" },
  howTo: "help",
  offer: { body: "Want to see bulk edit?" },
};

const click = (at: number, label: string) => ({ at_s: at, event: { type: "click", element: { label } } });
const view = { at_s: 0, event: { type: "page_view", url: "/projects" } };

function scenario(steps: readonly unknown[], expected: unknown, more: object = {}): unknown {
  return { title: "A story", paths: { help: samplePath }, triggers: [TRIGGER], steps, expect: expected, ...more };
}

function play(json: unknown): ScenarioResult {
  const parsed = parseScenario(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return playScenario(parsed.scenario);
}

describe("a scenario", () => {
  test("is as expected when every offer comes at its time and no other", () => {
    const steps = [view, click(5, "Save"), click(20, "Save")];
    expect(play(scenario(steps, { offers: [{ trigger: "saves", at_s: 20 }] }))).toMatchObject({
      ok: true,
      offers: [{ trigger: "saves", atS: 20 }],
      differences: [],
    });
  });

  test.each([
    [{ offers: [] }, "unexpected offer: saves at 20 s"],
    [{ offers: [{ trigger: "saves", at_s: 18 }] }, "offer 1: expected saves at 18 s ± 0.3 s, was saves at 20 s"],
    [
      {
        offers: [
          { trigger: "saves", at_s: 20 },
          { trigger: "saves", at_s: 40 },
        ],
      },
      "missing offer: saves at 40 s",
    ],
    [
      { offers: [{ trigger: "saves", at_s: 20 }], holds: [{ trigger: "saves", reason: "budget" }] },
      "missing hold: saves for budget",
    ],
  ])("says what differs from %j", (expected, difference) => {
    const { ok, differences } = play(scenario([view, click(5, "Save"), click(20, "Save")], expected));
    expect(ok).toBe(false);
    expect(differences).toEqual([difference]);
  });

  test("says why an expected offer was held", () => {
    const steps = [view, { at_s: 1, presence: false }, click(5, "Save"), click(20, "Save")];
    expect(play(scenario(steps, { offers: [{ trigger: "saves", at_s: 20 }] })).differences).toEqual([
      "missing offer: saves at 20 s (held: no_audience at 20 s)",
    ]);
  });

  test("reports outcomes of the current offer, and time passes to the millisecond", () => {
    const steps = [
      view,
      click(5, "Save"),
      click(20, "Save"),
      { at_s: 21, outcome: "shown" },
      { at_s: 22, outcome: "snoozed", scope: "hour" },
      click(4_000, "Save"),
      click(4_010, "Save"),
    ];
    const offers = [
      { trigger: "saves", at_s: 20 },
      { trigger: "saves", at_s: 4_010 },
    ];
    expect(play(scenario(steps, { offers }, { policy: { snoozeS: 3_600 } }))).toMatchObject({ ok: true });
  });

  test("knows the user it is told about", () => {
    const when = { type: "workflow_is", workflow: "bulk", status: "mastered" };
    const story = (workflows: object) =>
      scenario([view, click(5, "Anything")], { offers: [] }, { triggers: [{ ...TRIGGER, when }], user: { workflows } });
    expect(play(story({})).offers).toHaveLength(0);
    expect(play(story({ bulk: { status: "mastered" } })).offers).toHaveLength(1);
  });
});

describe("a scenario that is wrong", () => {
  test("is refused with every problem and where it is", () => {
    const json = scenario(
      [
        view,
        { at_s: 5 },
        { at_s: 3, wait: true },
        { at_s: 9, event: { type: "clik" } },
        { at_s: 9, event: { type: "click", value: "x" } },
      ],
      { offers: [{ trigger: "saves" }] },
      {
        policy: { perSesion: 2 },
        triggers: [{ ...TRIGGER, howTo: "halp" }],
        user: { workflows: { a: { status: "no" } } },
      },
    );
    const parsed = parseScenario(json);
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual([
      "triggers[0].howTo",
      "policy.perSesion",
      "user.workflows.a.status",
      "steps[1]",
      "steps[3].event.type",
      "steps[4].event.value",
      "expect.offers[0].at_s",
    ]);
  });

  test("steps are in order of time", () => {
    const parsed = parseScenario(scenario([click(5, "Save"), click(3, "Save")], { offers: [] }));
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([{ path: "steps[1].at_s", code: "out_of_range" }]);
  });

  test.each([null, 7, [], "x", {}])("%j is no scenario", (json) => {
    expect(parseScenario(json).ok).toBe(false);
  });
});
