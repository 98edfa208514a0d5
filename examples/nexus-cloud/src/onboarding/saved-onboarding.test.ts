import { expect, test } from "vitest";
import { changeOnboarding, NEW_ONBOARDING } from "./onboarding.ts";
import { readSaved, writeSaved } from "./saved-onboarding.ts";

test("a reload goes on where the tab was", () => {
  const state = changeOnboarding(NEW_ONBOARDING, { type: "complete", step: "connect" });
  expect(readSaved(writeSaved(state))).toEqual(state);
});

test.each([undefined, "", "{", "null", "[]", '{"done":"connect"}'])("%j is no onboarding", (text) => {
  expect(readSaved(text)).toEqual(NEW_ONBOARDING);
});
