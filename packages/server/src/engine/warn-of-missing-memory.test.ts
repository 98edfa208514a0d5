import { all, builtinTrigger, condition, discovered, not, signal, workflowIs } from "@usher/core";
import { samplePath, sampleTrigger } from "@usher/core/testing";
import { expect, test } from "vitest";
import { silentLogger } from "../observe/logger.ts";
import { warnOfMissingMemory } from "./warn-of-missing-memory.ts";

function warnings(...triggers: Parameters<typeof warnOfMissingMemory>[0][number]["triggers"]): readonly object[] {
  const warned: object[] = [];
  warnOfMissingMemory([{ id: "app", triggers }], { ...silentLogger, warn: (fields) => void warned.push(fields) });
  return warned;
}

const until = discovered({ label: "goal" });
const product = { page: "/projects", until, howTo: samplePath };

test("names the triggers that ask memory, however deep, and no other", () => {
  const builtins = ["resume_after_gap", "adoption_gap", "repeat_attempt"];
  const known = builtins.map((id) => builtinTrigger(id, { ...product, params: { workflow: "share" } }));
  const nested = sampleTrigger({
    id: "nested",
    when: all(signal("rage_click"), not(workflowIs("share", "mastered"))),
  });
  const failing = sampleTrigger({
    id: "failing",
    when: condition("fails", () => {
      throw new Error("no session");
    }),
  });
  expect(warnings(sampleTrigger(), ...known, nested, failing)).toEqual([
    { productId: "app", triggers: [...builtins, "nested"] },
  ]);
});

test("says nothing where none does", () => {
  expect(warnings(sampleTrigger(), builtinTrigger("rage_click", product))).toEqual([]);
});
