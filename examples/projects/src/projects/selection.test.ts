import { expect, test } from "vitest";
import { coverage, toggle, toggleAll } from "./selection.ts";

test("toggling adds, toggling again removes, and the original set is untouched", () => {
  const none: ReadonlySet<string> = new Set();
  const one = toggle(none, "a");
  expect([...one]).toEqual(["a"]);
  expect([...toggle(one, "a")]).toEqual([]);
  expect(none.size).toBe(0);
});

test("the header box is off, mixed or on for the rows in view", () => {
  expect(coverage(new Set(["z"]), ["a", "b"])).toBe(false);
  expect(coverage(new Set(["a"]), ["a", "b"])).toBe("indeterminate");
  expect(coverage(new Set(["a", "b"]), ["a", "b"])).toBe(true);
  expect(coverage(new Set(), [])).toBe(false);
});

test("the header box fills up first, then empties, and leaves rows out of view alone", () => {
  const filled = toggleAll(new Set(["z", "a"]), ["a", "b"]);
  expect([...filled].sort()).toEqual(["a", "b", "z"]);
  expect([...toggleAll(filled, ["a", "b"])]).toEqual(["z"]);
});
