import { expect, test } from "vitest";
import { stableId } from "./stable-id.ts";

test.each([
  "radix-:r1:",
  "radix-«r1»",
  ":r1:",
  ":Rab3:",
  "«r1»",
  "_r_1_",
  "mui-42",
  "headlessui-menu-button-3",
  "btn-0123456789abcdef",
  "x-3f2504e0-4f89-11d3-9a0c-0305e82c3301",
  "row-12345678",
  "",
  undefined,
])("%j was made by a library", (id) => {
  expect(stableId(id)).toBeUndefined();
});

test.each(["save", "edit-status", "row-1234", "_private", "tab_2", "r1"])("%j was written by a person", (id) => {
  expect(stableId(id)).toBe(id);
});
