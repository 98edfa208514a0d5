import { describe, expect, test } from "vitest";
import { hashShare } from "../gate/hash-share.ts";
import { MINUTE_MS, SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";

const SEC = SECOND_MS;
const T0 = 1_800_000_000_000;
const SHADOW_ID = "s.shadow-1";

function threeSaves(driver: EngineDriver, from: number): void {
  driver.view("/projects", from);
  for (const second of [1, 2, 3]) driver.click("Save changes", from + second * SEC);
}

function onTrial(): EngineDriver {
  const driver = createEngineDriver(sampleRules({}, [sampleTrigger({ shadow: true, cooldownS: 600 })]));
  threeSaves(driver, T0);
  return driver;
}

describe("a trigger on trial", () => {
  test("records what it would have done; nothing is shown or spent", () => {
    const driver = onTrial();
    expect(driver.last.notes).toMatchObject([
      { type: "shadow-offered", triggerId: "bulk_edit_opportunity", shadowId: SHADOW_ID, why: "shadow" },
      { type: "held", reason: "shadow" },
    ]);
    expect(driver.offer).toBeNull();
    expect(driver.last.effects).toEqual([]);
    expect(driver.state.attention).toMatchObject({ open: null, shownAt: [], triggers: {} });
    expect(driver.state.session.agent.name).toBe("thinking");
  });

  test("does not keep a live trigger from speaking", () => {
    const triggers = [sampleTrigger({ shadow: true }), sampleTrigger({ id: "live" })];
    const driver = createEngineDriver(sampleRules({}, triggers));
    threeSaves(driver, T0);
    expect(driver.offer?.triggerId).toBe("live");
  });

  test("ends with the goal when the user gets there alone", () => {
    const driver = onTrial();
    const { notes } = driver.click("Apply to 3", T0 + 63 * SEC);
    expect(notes).toContainEqual({
      type: "shadow-resolved",
      triggerId: "bulk_edit_opportunity",
      shadowId: SHADOW_ID,
      reachedAlone: true,
      afterMs: 60 * SEC,
    });
    expect(driver.state.session.shadows).toEqual([]);
  });

  test("ends ten minutes later, to the moment, when they do not", () => {
    const driver = onTrial();
    const end = T0 + 3 * SEC + 10 * MINUTE_MS;
    driver.send({ type: "wake" }, end - 1);
    expect(driver.last.wakeAt).toBe(end);
    const { notes } = driver.send({ type: "wake" }, end);
    expect(notes).toContainEqual(
      expect.objectContaining({ type: "shadow-resolved", reachedAlone: false, afterMs: 10 * MINUTE_MS }),
    );
    expect(driver.click("Apply to 3", end + SEC).notes).not.toContainEqual(
      expect.objectContaining({ type: "shadow-resolved" }),
    );
  });

  test("then waits its cooldown, as after an offer that was shown", () => {
    const driver = onTrial();
    const again = (at: number) => {
      threeSaves(driver, at);
      return driver.state.session.shadowCount;
    };
    expect(again(T0 + 5 * MINUTE_MS)).toBe(1);
    expect(again(T0 + 10 * MINUTE_MS)).toBe(2);
  });

  test("is held by every other rule first: only what would have been offered is counted", () => {
    const driver = createEngineDriver(sampleRules({}, [sampleTrigger({ shadow: true })]), { audience: false });
    threeSaves(driver, T0);
    expect(driver.last.notes).toMatchObject([{ type: "held", reason: "no_audience" }]);
    expect(driver.state.session.shadows).toEqual([]);
  });
});

describe("the holdout", () => {
  const rules = sampleRules();
  const users = Array.from({ length: 200 }, (_, index) => `user-${index}`);
  const isOut = (user: string) => hashShare(`${rules.policy.holdoutSalt}\n${user}`) < rules.policy.holdoutShare;

  function played(user?: string): EngineDriver {
    const driver = createEngineDriver(rules);
    if (user !== undefined) driver.send({ type: "identified", userId: user }, T0 - SEC);
    threeSaves(driver, T0);
    return driver;
  }

  test("one named user in twenty is offered nothing, and recorded instead", () => {
    const out = users.filter((user) => played(user).offer === null);
    expect(out).toEqual(users.filter(isOut));
    expect(out.length).toBeGreaterThan(2);
    expect(out.length).toBeLessThan(20);
    expect(played(out[0]).last.notes).toMatchObject([
      { type: "shadow-offered", why: "holdout" },
      { type: "held", reason: "holdout" },
    ]);
  });

  test("visitors without a name are never held out", () => {
    expect(played().offer?.status).toBe("pending");
  });
});
