import type { TriggerExplanationWire } from "@usher/core";
import { expect, test } from "vitest";
import { describeConditions, describeVerdict } from "./describe-trigger.ts";

const trigger: TriggerExplanationWire = {
  trigger_id: "saves",
  verdict: "not_met",
  page: { patterns: ["/projects", "/home"], met: true },
  when: {
    condition: "all of",
    met: false,
    children: [
      { condition: "at least 3 saves", met: false, value: 2, threshold: 3, distance: 1 },
      { condition: "idle", met: true, value: 7 },
    ],
  },
  goal: { condition: "bulk edit used", met: false },
};

test("a verdict is said with its reason and how much longer it lasts", () => {
  expect(describeVerdict(trigger, 1_000)).toBe("not met");
  const held = { ...trigger, verdict: "held", reason: "cooldown" };
  expect(describeVerdict({ ...held, until: 12_500 }, 1_000)).toBe("held (cooldown), 12 s more");
  expect(describeVerdict({ ...held, until: 500 }, 1_000)).toBe("held (cooldown)");
  expect(describeVerdict({ ...held, until: Number.MAX_SAFE_INTEGER }, 1_000)).toBe("held (cooldown)");
});

test("conditions are lines with what was measured", () => {
  expect(describeConditions(trigger)).toEqual([
    { text: "on /projects or /home", met: true, children: [] },
    {
      text: "all of",
      met: false,
      children: [
        { text: "at least 3 saves: 2 / 3", met: false, children: [] },
        { text: "idle: 7", met: true, children: [] },
      ],
    },
    { text: "goal: bulk edit used", met: false, children: [] },
  ]);
  expect(describeConditions({ ...trigger, when: null, goal: null, error: "broken" }).at(-1)?.text).toBe(
    "failed: broken",
  );
});
