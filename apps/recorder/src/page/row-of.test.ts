import { expect, test } from "vitest";
import { commonStart } from "./row-of.ts";

test.each([
  [["project-P-1042", "project-P-1047"], "project-P-"],
  [["row1", "row12"], "row"],
  [["pick", "pick"], "pick"],
  [["a", "b"], ""],
  [["invoice_1", "invoice_10", "invoice_2"], "invoice_"],
])("%j begin with %j", (texts, start) => {
  expect(commonStart(texts)).toBe(start);
});
