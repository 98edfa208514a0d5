import { expect, test } from "vitest";
import type { Action } from "./action.ts";
import { wireType } from "./wire-type.ts";

test.each<readonly [Action["type"], string]>([
  ["page_view", "pageview"],
  ["page_leave", "pageleave"],
  ["click", "click"],
  ["dead_click", "dead_click"],
  ["change", "type"],
  ["submit", "submit"],
  ["form_close", "form_close"],
  ["error", "error"],
  ["custom", "custom"],
  ["input_activity", "input_activity"],
])("%s travels as %s", (type, wire) => {
  expect(wireType({ type })).toBe(wire);
});

test.each([
  [{ state: "hidden" }, "blur"],
  [{ state: "visible" }, "focus"],
  [{}, "focus"],
])("a tab's visibility %j travels as %s", (properties, wire) => {
  expect(wireType({ type: "visibility", properties })).toBe(wire);
});

test("the state of anything else means nothing", () => {
  expect(wireType({ type: "custom", properties: { state: "hidden" } })).toBe("custom");
});
