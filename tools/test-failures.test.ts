import { expect, test } from "vitest";
import { failureLines } from "../scripts/test-failures.mjs";

const passed = { fullName: "fine", status: "passed", failureMessages: [] };
const failed = (fullName: string, message: string) => ({ fullName, status: "failed", failureMessages: [message] });

test("a failure is repeated with its file, its name and the beginning of its message, without colours", () => {
  const assertionResults = [passed, failed("adds up", "\u001b[31mError: 3 is not 4\u001b[39m\n{ seed: 42 }")];
  const files = [
    { name: "/repository/a.test.ts", status: "failed", assertionResults },
    { name: "/repository/b.test.ts", status: "passed", assertionResults: [passed] },
  ];
  expect(failureLines(files, "/repository")).toEqual([
    "FAILED a.test.ts > adds up",
    "    Error: 3 is not 4",
    "    { seed: 42 }",
  ]);
});

test("a file that could not be loaded says why", () => {
  const files = [{ name: "/repository/a.test.ts", status: "failed", message: "no such import", assertionResults: [] }];
  expect(failureLines(files, "/repository")).toEqual(["FAILED a.test.ts", "    no such import"]);
});

test("many and long failures are cut, and none is left out", () => {
  const long = Array.from({ length: 500 }, (_, line) => `line ${line}`).join("\n");
  const assertionResults = Array.from({ length: 40 }, (_, index) => failed(`case ${index}`, long));
  const lines = failureLines([{ name: "/repository/a.test.ts", status: "failed", assertionResults }], "/repository");
  expect(lines.filter((line) => line.startsWith("FAILED"))).toHaveLength(40);
  expect(lines.length).toBeLessThan(150);
});
