import { describe, expect, test } from "vitest";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { hashShare } from "../gate/hash-share.ts";
import { MINUTE_MS, SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { advance } from "./advance.ts";

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

  test("of three that match at one moment one is recorded, as one would have been offered", () => {
    const triggers = ["one", "two", "three"].map((id) => sampleTrigger({ id, shadow: true }));
    const driver = createEngineDriver(sampleRules({}, triggers));
    threeSaves(driver, T0);
    expect(driver.state.session.shadows).toMatchObject([{ triggerId: "one" }]);
    expect(driver.last.notes.filter(({ type }) => type === "shadow-offered")).toHaveLength(1);
    // The next one's turn comes with the end of the gap, and not before.
    expect(driver.last.wakeAt).toBe(T0 + 123 * SEC);
    threeSaves(driver, T0 + 115 * SEC);
    expect(driver.state.session.shadowCount).toBe(1);
    driver.send({ type: "wake" }, T0 + 123 * SEC);
    expect(driver.state.session.shadows.map(({ triggerId }) => triggerId)).toEqual(["one", "two"]);
  });

  test.each([
    ["per session", { perSession: 1 }, 1],
    ["per day", { perSession: 9, perDay: 2 }, 2],
    ["per week", { perSession: 9, perDay: 9, perWeek: 3 }, 3],
    ["one at a time", { perSession: 9, perDay: 9, perWeek: 9, minGapS: 0, offerTtlS: 3_600 }, 1],
  ])("records keep the limits of offers among themselves: %s", (_, policy, expected) => {
    const triggers = ["a", "b", "c", "d"].map((id) => sampleTrigger({ id, shadow: true }));
    const driver = createEngineDriver(sampleRules(policy, triggers));
    for (let minute = 0; minute < 50; minute += 5) threeSaves(driver, T0 + minute * MINUTE_MS);
    expect(driver.state.session.shadowCount).toBe(expected);
  });

  test("what was recorded in one session counts in the person's other session", () => {
    const rules = sampleRules({}, [sampleTrigger({ shadow: true }), sampleTrigger({ id: "other", shadow: true })]);
    const first = createEngineDriver(rules);
    threeSaves(first, T0);
    const second = createEngineDriver(rules, { sessionId: "t" });
    second.view("/projects", T0 + 3 * SEC);
    const state = { ...second.state, attention: first.state.attention };
    const saves = [4, 5, 6].map((s) => {
      const event = { id: `t${s}`, type: "click" as const, at: T0 + s * SEC, url: "/projects" };
      return normaliseEvent({ event: { ...event, element: { label: "Save changes" } }, receivedAt: event.at });
    });
    const { notes } = advance(state, { type: "actions", actions: saves }, T0 + 6 * SEC, rules);
    expect(notes.filter(({ type }) => type === "shadow-offered")).toEqual([]);
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
