import { describe, expect, test } from "vitest";
import { SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules } from "../testing/sample-rules.ts";

const T0 = 1_800_000_000_000;
const at = (seconds: number): number => T0 + seconds * SECOND_MS;
const run = { tourId: "projects-bulk-edit", runId: "r1" };

/** The user chose the tour in a vendor's chat. */
function chosenElsewhere(): EngineDriver {
  const driver = createEngineDriver(sampleRules());
  driver.send({ type: "tour-started", ...run, unclaimed: true }, at(0));
  return driver;
}

function claim(driver: EngineDriver, tabId: string, seconds: number, runId = run.runId) {
  return driver.send({ type: "tour-claimed", runId, tabId }, at(seconds)).answer;
}

describe("a tour chosen outside the page", () => {
  test("is told as unclaimed; the first tab that asks plays it, also when it asks twice", () => {
    const driver = chosenElsewhere();
    expect(driver.last.effects).toContainEqual({
      type: "publish",
      offset: 1,
      frame: { event: "tour", ...run, state: "started", unclaimed: true },
    });
    expect([claim(driver, "a", 1), claim(driver, "b", 2), claim(driver, "a", 3)]).toEqual([
      undefined,
      { type: "claimed" },
      undefined,
    ]);
    expect(driver.state.session.tour).toMatchObject({ runId: "r1", playedIn: "a" });
  });

  test("that is over cannot be claimed, and a claim starts nothing", () => {
    const driver = chosenElsewhere();
    claim(driver, "a", 1);
    driver.send({ type: "tour-ended", ...run, outcome: "completed", step: 3 }, at(5));
    expect([claim(driver, "a", 6), claim(driver, "b", 7)]).toEqual([{ type: "claimed" }, { type: "claimed" }]);
    expect(driver.state.session.tour).toBeNull();
  });

  test("is another one than a run that a page began itself", () => {
    const driver = createEngineDriver(sampleRules());
    driver.send({ type: "tour-started", ...run }, at(0));
    expect(claim(driver, "b", 1)).toEqual({ type: "claimed" });
    expect(driver.state.session.tour).not.toHaveProperty("playedIn");
  });
});
