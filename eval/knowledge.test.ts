import { expect, test } from "vitest";
import { run } from "./knowledge.ts";

test("questions in other words find their golden path, without embeddings", () => {
  const scores = run({ args: [] });
  expect(scores.paths).toBe(60);
  expect(scores.copies).toEqual([]);
  for (const { hit1, hit3 } of [scores.all, scores.heldOut, scores.withinProduct]) {
    expect(hit1).toBeGreaterThanOrEqual(0.85);
    expect(hit3).toBeGreaterThanOrEqual(0.97);
  }
  expect(scores.all.questions).toBe(300);
  expect(scores.heldOut.questions).toBe(100);
});
