import { expect, test } from "vitest";
import { addUse, type Draft, emptyDraft, STEPS_MAX } from "./draft.ts";
import { draftToPath } from "./draft-to-path.ts";
import { wordsOfProblems } from "./words-of-problems.ts";

function recorded(steps: number): Draft {
  let draft: Draft = { ...emptyDraft, title: "Many", goal: "All done." };
  for (let step = 0; step < steps; step++) {
    const use = { kind: "press", url: "https://app.example.com/", selectors: [`#b-${step}`], repeated: false } as const;
    draft = addUse(draft, use);
  }
  return draft;
}

function problemsOf(draft: Draft): readonly string[] {
  const read = draftToPath(draft);
  return read.ok ? [] : wordsOfProblems(draft, read.problems);
}

test("as many steps as a path may have are enough, and more are named in words", () => {
  expect(problemsOf(recorded(STEPS_MAX))).toEqual([]);
  expect(problemsOf(recorded(60))).toEqual(["A path has at most 50 steps, and this one 60: remove some."]);
});

test("what is missing is said once, where the panel shows it", () => {
  expect(problemsOf({ ...recorded(1), title: "", goal: "" })).toEqual([
    "Give the path a title.",
    "Say what is true afterwards: the goal.",
  ]);
  const [first, second] = recorded(2).steps;
  if (first === undefined || second === undefined) throw new Error("two steps were recorded");
  const broken = { ...recorded(2), steps: [first, { ...second, title: "", target: { selectors: [] } }] };
  const problems = problemsOf(broken).join("\n");
  expect(problems).toContain("Step 2, title:");
  expect(problems).toContain("Step 2, selectors, role and name:");
  expect(problemsOf({ ...recorded(1), id: "Not An Id" }).join()).toMatch(/^Id: /);
});
