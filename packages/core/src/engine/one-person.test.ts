import { describe, expect, test } from "vitest";
import type { GatePolicy } from "../gate/policy.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../ids.ts";
import { createPersonDriver, type PersonDriver } from "../testing/person-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";

const SEC = SECOND_MS;
const T0 = Date.UTC(2026, 5, 1, 9);
const other = sampleTrigger({ id: "other", cooldownS: 60 });

function person(policy: Partial<GatePolicy> = {}, triggers = [sampleTrigger({ cooldownS: 600 })]): PersonDriver {
  return createPersonDriver(sampleRules(policy, triggers), ["laptop", "phone"]);
}

function threeSaves(driver: PersonDriver, session: string, from: number): string | undefined {
  const before = driver.offer(session)?.id;
  driver.view(session, "/projects", from);
  for (const second of [1, 2, 3]) driver.click(session, "Save changes", from + second * SEC);
  const offer = driver.offer(session);
  return offer?.id === before ? undefined : offer?.triggerId;
}

describe("two sessions of one person", () => {
  test("S1: while one has an open offer the other gets none, whichever trigger it is", () => {
    const driver = person({}, [sampleTrigger(), other]);
    expect(threeSaves(driver, "laptop", T0)).toBe("bulk_edit_opportunity");
    expect(threeSaves(driver, "phone", T0 + 5 * SEC)).toBeUndefined();
    expect(driver.reasons("phone")).toContain("offer_open");
  });

  test("S1: the end of an offer whose time was over does not end the other session's, which is open by then", () => {
    const driver = person({}, [sampleTrigger(), other]);
    threeSaves(driver, "laptop", T0);
    threeSaves(driver, "phone", T0 + 5 * SEC);
    // Both ask to be woken at the same moment; the phone comes first.
    driver.send("phone", { type: "wake" }, T0 + 63 * SEC);
    driver.send("laptop", { type: "wake" }, T0 + 63 * SEC);
    expect(driver.attention.open?.sessionId).toBe("phone");
    driver.report("laptop", "dismissed", T0 + 64 * SEC);
    expect(driver.attention.open?.sessionId).toBe("phone");
  });

  test("S4: a trigger's cooldown began on one device and holds on the other, to the second", () => {
    const driver = person({ ignoredQuietS: 0, cooldownPeriodS: 0, minGapS: 0 });
    threeSaves(driver, "laptop", T0);
    driver.report("laptop", "shown", T0 + 4 * SEC);
    driver.report("laptop", "expired", T0 + 24 * SEC);
    expect(threeSaves(driver, "phone", T0 + 600 * SEC)).toBeUndefined();
    expect(driver.reasons("phone")).toContain("trigger_cooldown");
    driver.send("phone", { type: "wake" }, T0 + 603 * SEC);
    expect(driver.offer("phone")).toBeNull();
    driver.send("phone", { type: "wake" }, T0 + 604 * SEC);
    expect(driver.offer("phone")?.status).toBe("pending");
  });

  test("S4: a dismissal counts everywhere", () => {
    const driver = person();
    threeSaves(driver, "laptop", T0);
    driver.report("laptop", "shown", T0 + 4 * SEC);
    driver.report("laptop", "dismissed", T0 + 6 * SEC);
    expect(threeSaves(driver, "phone", T0 + 23 * HOUR_MS)).toBeUndefined();
    expect(threeSaves(driver, "phone", T0 + 25 * HOUR_MS)).toBe("bulk_edit_opportunity");
  });

  test("the gap and the day's budget are the person's, not the session's", () => {
    const triggers = ["a", "b", "c", "d"].map((id) => sampleTrigger({ id }));
    const driver = person({ perSession: 10, perDay: 3 }, triggers);
    const offered = [0, 60, 600, 1_200, 1_800].map((second, index) => {
      const session = index % 2 === 0 ? "laptop" : "phone";
      const at = T0 + second * SEC;
      const trigger = threeSaves(driver, session, at);
      driver.report(session, "shown", at + 4 * SEC);
      driver.report(session, "accepted", at + 5 * SEC, { option: "chat" });
      driver.send(session, { type: "chat-closed" }, at + 6 * SEC);
      return trigger;
    });
    expect(offered).toEqual(["a", undefined, "b", "c", undefined]);
    expect(driver.attention.shownAt).toHaveLength(3);
  });

  test.each(["hour", "today", "tip", "everything"] as const)("“not now: %s” is heard on the other device", (scope) => {
    const driver = person({ cooldownPeriodS: 0, minGapS: 0 }, [sampleTrigger({ cooldownS: 1 })]);
    threeSaves(driver, "laptop", T0);
    driver.report("laptop", "shown", T0 + 4 * SEC);
    const { notes } = driver.report("laptop", "snoozed", T0 + 5 * SEC, { scope });
    expect(notes).toContainEqual(expect.objectContaining({ outcome: "snoozed", option: scope }));
    expect(threeSaves(driver, "phone", T0 + 60 * SEC)).toBeUndefined();
    expect(driver.reasons("phone")).toContain("paused");
    const backAt = { hour: T0 + 2 * HOUR_MS, today: Date.UTC(2026, 5, 2, 1), tip: 0, everything: 0 }[scope];
    if (backAt > 0) expect(threeSaves(driver, "phone", backAt)).toBe("bulk_edit_opportunity");
    else expect(threeSaves(driver, "phone", T0 + 60 * DAY_MS)).toBeUndefined();
  });

  test("what was muted is heard again once the person asks for it", () => {
    const driver = person({ cooldownPeriodS: 0, minGapS: 0 }, [sampleTrigger({ cooldownS: 1 })]);
    driver.send("laptop", { type: "preferences", muted: ["bulk_edit_opportunity"] }, T0);
    expect(threeSaves(driver, "phone", T0 + SEC)).toBeUndefined();
    driver.send("phone", { type: "preferences", muted: [] }, T0 + 20 * SEC);
    expect(driver.offer("phone")?.status).toBe("pending");
  });

  test("a trigger on trial is recorded once for the person, not once per session", () => {
    const driver = person({}, [sampleTrigger({ shadow: true })]);
    threeSaves(driver, "laptop", T0);
    threeSaves(driver, "phone", T0 + 10 * SEC);
    expect([driver.session("laptop"), driver.session("phone")].map(({ shadowCount }) => shadowCount)).toEqual([1, 0]);
  });
});

describe("S10", () => {
  test("a workflow the person mastered is never proposed, one in progress is", () => {
    const rules = sampleRules({}, [sampleTrigger({ workflow: "bulk-edit" })]);
    for (const status of ["mastered", "in_progress", "untouched"] as const) {
      const driver = createPersonDriver(rules, ["laptop"], { workflows: { "bulk-edit": { status } } });
      const offered = threeSaves(driver, "laptop", T0);
      expect(offered).toBe(status === "mastered" ? undefined : "bulk_edit_opportunity");
      if (status === "mastered") expect(driver.reasons("laptop")).toContain("mastered");
    }
  });
});

describe("what the page reports", () => {
  test("an anchor that is missing holds until it is there, or the page is viewed again", () => {
    const driver = person({}, [sampleTrigger({ anchor: "table-options" })]);
    driver.view("laptop", "/projects", T0);
    driver.send("laptop", { type: "anchors", present: [], missing: ["table-options"] }, T0);
    for (const second of [1, 2, 3]) driver.click("laptop", "Save changes", T0 + second * SEC);
    expect(driver.reasons("laptop")).toContain("anchor_missing");
    driver.send("laptop", { type: "anchors", present: ["table-options"], missing: [] }, T0 + 4 * SEC);
    expect(driver.offer("laptop")?.status).toBe("pending");

    const reloaded = person({}, [sampleTrigger({ anchor: "table-options" })]);
    reloaded.send("laptop", { type: "anchors", present: [], missing: ["table-options"] }, T0 - SEC);
    expect(threeSaves(reloaded, "laptop", T0)).toBe("bulk_edit_opportunity");
  });

  test("consent: nothing before it where it is required, nothing after it is taken back", () => {
    const driver = person({ requireConsent: true });
    threeSaves(driver, "laptop", T0);
    expect(driver.reasons("laptop")).toContain("consent");
    driver.send("laptop", { type: "consent", granted: true }, T0 + 4 * SEC);
    expect(driver.offer("laptop")?.status).toBe("pending");
    expect(threeSaves(driver, "phone", T0 + DAY_MS)).toBeUndefined();
  });
});
