import { expect, test } from "vitest";
import { createEngineDriver } from "../testing/engine-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";

const T0 = 1_800_000_000_000;

test("turning pages is no news: a quiet trigger is noted once, however often the page changes", () => {
  const rules = sampleRules({}, [sampleTrigger(), sampleTrigger({ id: "second" }), sampleTrigger({ id: "third" })]);
  const driver = createEngineDriver(rules);
  const rows = Array.from({ length: 1_500 }, (_, index) =>
    driver.view(index % 2 === 0 ? "/projects" : "/elsewhere", T0 + index * 1_000),
  ).flatMap(({ notes }) => notes);
  expect(rows).toEqual([
    { type: "quiet", triggerId: "bulk_edit_opportunity", reason: "not_met" },
    { type: "quiet", triggerId: "second", reason: "not_met" },
    { type: "quiet", triggerId: "third", reason: "not_met" },
  ]);
  expect(driver.state.session.verdicts).toMatchObject({ second: "page_mismatch" });
});

test("falling quiet after a hold is news", () => {
  const driver = createEngineDriver(sampleRules(), { audience: false });
  for (const second of [1, 2, 3]) driver.click("Save changes", T0 + second * 1_000);
  const { notes } = driver.view("/elsewhere", T0 + 4_000);
  expect(notes).toMatchObject([{ type: "quiet", reason: "page_mismatch" }]);
});
