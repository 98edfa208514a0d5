import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { advance } from "./advance.ts";

const SEC = SECOND_MS;
const T0 = 1_800_000_000_000;

function threeSaves(driver: EngineDriver, from: number): void {
  driver.view("/projects", from);
  for (const second of [1, 2, 3]) driver.click("Save changes", from + second * SEC);
}

function shownOffer(policy = {}): EngineDriver {
  const driver = createEngineDriver(sampleRules(policy));
  threeSaves(driver, T0);
  driver.report("shown", T0 + 4 * SEC, { tabId: "a" });
  return driver;
}

describe("firing", () => {
  test("the third save makes one offer with both options, the body and the reason", () => {
    const driver = createEngineDriver(sampleRules());
    threeSaves(driver, T0);
    expect(driver.offer).toMatchObject({
      triggerId: "bulk_edit_opportunity",
      status: "pending",
      options: [
        { kind: "tour", label: "Show me", tourId: "projects-bulk-edit" },
        { kind: "chat", label: "Open chat" },
      ],
    });
    expect(driver.offer?.reason).toContain("(3)");
    expect(driver.last.effects).toContainEqual({
      type: "publish",
      offset: 1,
      frame: { event: "offer", offer: driver.offer },
    });
  });

  test("a fourth save makes no second offer", () => {
    const driver = createEngineDriver(sampleRules());
    threeSaves(driver, T0);
    const { id } = driver.offer as { id: string };
    driver.click("Save changes", T0 + 5 * SEC);
    expect(driver.offer?.id).toBe(id);
    expect(driver.state.session.offerCount).toBe(1);
  });

  test.each([
    ["two saves", [1, 2]],
    ["three saves over more than 120 s", [1, 60, 122]],
  ])("%s stay silent", (_, seconds) => {
    const driver = createEngineDriver(sampleRules());
    for (const second of seconds) driver.click("Save changes", T0 + second * SEC);
    expect(driver.offer).toBeNull();
  });

  test("silent when bulk edit was already used", () => {
    const driver = createEngineDriver(sampleRules());
    driver.click("Bulk edit", T0);
    threeSaves(driver, T0 + SEC);
    expect(driver.offer).toBeNull();
  });

  test("silent away from the page, and back when the user is back in time", () => {
    const driver = createEngineDriver(sampleRules());
    driver.click("Save changes", T0);
    driver.click("Save changes", T0 + SEC);
    driver.capture(
      T0 + 3 * SEC,
      { element: { label: "Save changes" }, at: T0 + 2 * SEC },
      { type: "page_view", url: "/dashboard", at: T0 + 3 * SEC },
    );
    expect(driver.offer).toBeNull();
    driver.view("/projects", T0 + 10 * SEC);
    expect(driver.offer).not.toBeNull();
  });

  test("a page whose address merely contains the pattern is another page", () => {
    const driver = createEngineDriver(sampleRules());
    for (const second of [1, 2, 3]) driver.click("Save changes", T0 + second * SEC, "/projects-archive");
    expect(driver.offer).toBeNull();
  });

  test("a throwing trigger is noted and does not harm the next", () => {
    const broken = sampleTrigger({
      id: "broken",
      when: () => {
        throw new Error("boom");
      },
    });
    const driver = createEngineDriver(sampleRules({}, [broken, sampleTrigger()]));
    const { notes } = driver.view("/projects", T0);
    expect(notes).toContainEqual({ type: "trigger-error", triggerId: "broken", message: "boom" });
    threeSaves(driver, T0 + SEC);
    expect(driver.offer?.triggerId).toBe("bulk_edit_opportunity");
  });
});

describe("outcomes", () => {
  test("S12: an offer that reached nobody spends nothing and is made again when somebody looks", () => {
    const driver = createEngineDriver(sampleRules(), { audience: false });
    threeSaves(driver, T0);
    expect(driver.offer).toBeNull();
    expect(driver.last.notes).toMatchObject([{ type: "held", reason: "no_audience" }]);
    driver.send({ type: "presence", audience: true }, T0 + 30 * SEC);
    expect(driver.offer?.status).toBe("pending");
    expect(driver.state.attention.shownAt).toEqual([]);
  });

  test("S12: an offer that was never seen expires without a cooldown", () => {
    const driver = createEngineDriver(sampleRules());
    threeSaves(driver, T0);
    expect(driver.last.wakeAt).toBe(T0 + 63 * SEC);
    driver.send({ type: "wake" }, T0 + 63 * SEC);
    expect(driver.offer?.status).toBe("expired");
    expect(driver.state.session.agent).toMatchObject({ name: "thinking", cooldownStartedAt: null });
    expect(driver.state.attention).toMatchObject({ shownAt: [], open: null });
  });

  test("only the first tab that shows it may show it; the same tab may repeat itself", () => {
    const driver = shownOffer();
    expect(driver.report("shown", T0 + 5 * SEC, { tabId: "b" }).answer).toEqual({ type: "claimed" });
    expect(driver.report("shown", T0 + 5 * SEC, { tabId: "a" }).answer).toMatchObject({ type: "ok" });
    expect(driver.state.session.shownCount).toBe(1);
  });

  test("dismissed: back to thinking, silent for the cooldown, and a day for this trigger", () => {
    const driver = shownOffer();
    driver.report("dismissed", T0 + 6 * SEC);
    expect(driver.state.session.agent.name).toBe("thinking");
    expect(driver.state.attention.triggers.bulk_edit_opportunity).toEqual({
      dismissals: 1,
      quietUntil: T0 + 6 * SEC + DAY_MS,
    });
    threeSaves(driver, T0 + 10 * SEC);
    expect(driver.offer?.status).toBe("dismissed");
    expect(driver.last.notes.at(-1) ?? { reason: "cooldown" }).toMatchObject({ reason: "cooldown" });
  });

  test("ignored differs from dismissed: half as long, and not counted in a row", () => {
    const driver = shownOffer();
    driver.report("expired", T0 + 24 * SEC);
    expect(driver.state.attention.triggers.bulk_edit_opportunity).toEqual({
      dismissals: 0.5,
      quietUntil: T0 + 24 * SEC + 12 * HOUR_MS,
    });
    expect(driver.state.attention.dismissalsInARow).toBe(0);
  });

  test("accepted by chat: reactive, and no other offer while it is open", () => {
    const driver = shownOffer();
    expect(driver.report("accepted", T0 + 6 * SEC, { option: "chat" }).answer).toMatchObject({ type: "ok" });
    expect(driver.state.session.agent.name).toBe("reactive_assistance");
    driver.send({ type: "chat-closed" }, T0 + 20 * SEC);
    expect(driver.state.session).toMatchObject({ chatOpen: false, agent: { name: "thinking" } });
  });

  test("accepted by tour: guidance runs until the tour ends, and the goal completes the offer", () => {
    const driver = shownOffer();
    driver.report("accepted", T0 + 6 * SEC, { option: "tour" });
    driver.send({ type: "tour-started", tourId: "projects-bulk-edit", runId: "r1" }, T0 + 7 * SEC);
    driver.send({ type: "tour-step", tourId: "projects-bulk-edit", runId: "r1", step: 1 }, T0 + 9 * SEC);
    expect(driver.state.session.agent).toMatchObject({ visualGuidanceActive: true });
    driver.click("Apply to 3", T0 + 12 * SEC);
    expect(driver.offer?.status).toBe("completed");
    const { notes } = driver.send(
      { type: "tour-ended", tourId: "projects-bulk-edit", runId: "r1", outcome: "completed", step: 1 },
      T0 + 12 * SEC,
    );
    expect(notes).toContainEqual({
      type: "tour",
      tourId: "projects-bulk-edit",
      runId: "r1",
      event: "completed",
      step: 1,
    });
    expect(driver.state.session).toMatchObject({ tour: null, agent: { name: "thinking" } });
  });

  test("a click after the server's time was over is honoured", () => {
    const driver = shownOffer({ interactionTimeoutS: 10 });
    driver.send({ type: "wake" }, T0 + 15 * SEC);
    expect(driver.state.session.agent.name).toBe("thinking");
    expect(driver.report("accepted", T0 + 16 * SEC, { option: "tour" }).answer).toMatchObject({ type: "ok" });
    expect(driver.state.session.agent).toMatchObject({ visualGuidanceActive: true });
  });

  test("a click after the offer expired is honoured too", () => {
    const driver = shownOffer();
    driver.send({ type: "wake" }, T0 + 70 * SEC);
    expect(driver.offer?.status).toBe("expired");
    expect(driver.report("accepted", T0 + 75 * SEC, { option: "chat" }).answer).toMatchObject({ type: "ok" });
    expect(driver.offer?.status).toBe("accepted");
  });

  test("S11: an offer whose goal was reached is withdrawn everywhere", () => {
    const driver = shownOffer();
    const { effects } = driver.click("Apply to 4", T0 + 6 * SEC);
    expect(driver.offer).toMatchObject({ status: "withdrawn", endReason: "goal_reached" });
    expect(effects).toContainEqual({
      type: "publish",
      offset: 2,
      frame: { event: "withdraw", offerId: driver.offer?.id, reason: "goal_reached" },
    });
  });

  test("what the user answered was seen, whether or not that was reported: it is spent", () => {
    const driver = createEngineDriver(sampleRules());
    threeSaves(driver, T0);
    driver.report("accepted", T0 + 5 * SEC, { option: "chat" });
    expect(driver.state.session.shownCount).toBe(1);
    expect(driver.state.attention.shownAt).toEqual([T0 + 5 * SEC]);
  });

  test("an offer that is closed after its time was over counts once, not one and a half times", () => {
    const driver = shownOffer();
    driver.send({ type: "wake" }, T0 + 70 * SEC);
    expect(driver.state.attention.triggers.bulk_edit_opportunity?.dismissals).toBe(0.5);
    driver.report("dismissed", T0 + 75 * SEC);
    expect(driver.state.attention.triggers.bulk_edit_opportunity?.dismissals).toBe(1);
  });

  test("one tour at a time: a second run ends the first, and an offer of another session is not taken for its own", () => {
    const driver = shownOffer();
    driver.report("accepted", T0 + 6 * SEC, { option: "tour" });
    const start = (runId: string, offerId: string) =>
      driver.send({ type: "tour-started", tourId: "projects-bulk-edit", runId, offerId }, T0 + 7 * SEC);
    start("r1", driver.offer?.id ?? "");
    const { notes } = start("r2", "someone-else.1");
    expect(notes).toMatchObject([
      { type: "tour", runId: "r1", event: "lost" },
      { type: "tour", runId: "r2", event: "started" },
    ]);
    expect(driver.state.session.tour).toMatchObject({ runId: "r2", offerId: null });
  });

  test("S1: naming a user for whom an offer is open elsewhere withdraws this session's own", () => {
    const driver = shownOffer();
    const elsewhere = { offerId: "other.1", sessionId: "other", expiresAt: T0 + 90 * SEC };
    const state = { ...driver.state, attention: { ...driver.state.attention, open: elsewhere } };
    const result = advance(state, { type: "identified", userId: "ada" }, T0 + 8 * SEC, sampleRules());
    expect(result.state.session.offer).toMatchObject({ status: "withdrawn", endReason: "offer_open_elsewhere" });
    expect(result.state.attention.open).toEqual(elsewhere);
  });

  test("a contradicting report changes nothing; a repeated one gets the same answer", () => {
    const driver = shownOffer();
    const first = driver.report("accepted", T0 + 6 * SEC, { option: "tour" });
    const again = driver.report("accepted", T0 + 7 * SEC, { option: "tour" });
    expect(again.answer).toEqual(first.answer);
    expect(driver.report("dismissed", T0 + 8 * SEC).answer).toEqual({ type: "not-open" });
    expect(driver.report("accepted", T0 + 8 * SEC, { option: "chat" }).answer).toEqual({ type: "not-open" });
    expect(driver.offer?.status).toBe("accepted");
  });

  test("an unknown offer id is answered, not thrown, and destroys nothing", () => {
    const driver = shownOffer();
    const { answer } = driver.send({ type: "outcome", offerId: "someone-else.1", report: "dismissed" }, T0 + 6 * SEC);
    expect(answer).toEqual({ type: "unknown" });
    expect(driver.offer?.status).toBe("shown");
  });
});

describe("attention", () => {
  test("off means off, whatever else is true", () => {
    const driver = createEngineDriver(sampleRules());
    driver.send({ type: "preferences", dial: "off", snoozedUntil: null }, T0);
    threeSaves(driver, T0 + SEC);
    expect(driver.offer).toBeNull();
    expect(driver.last.notes).toMatchObject([{ type: "held", reason: "opted_out" }]);
  });

  test("S5: a chat the user opens makes an open offer give way", () => {
    const driver = shownOffer();
    driver.send({ type: "chat-message" }, T0 + 6 * SEC);
    expect(driver.offer).toMatchObject({ status: "withdrawn", endReason: "chat_opened" });
    expect(driver.state.session.agent.name).toBe("reactive_assistance");
  });

  test.each([
    ["dial off", { type: "preferences", dial: "off" }, "opted_out"],
    ["this tip muted", { type: "preferences", muted: ["bulk_edit_opportunity"] }, "opted_out"],
    ["snoozed for an hour", { type: "preferences", snooze: "hour" }, "paused"],
    ["consent withdrawn", { type: "consent", granted: false }, "consent"],
  ] as const)("%s: an offer that is already out is withdrawn, and nobody is punished", (_, input, reason) => {
    const driver = shownOffer();
    const { effects } = driver.send(input, T0 + 6 * SEC);
    expect(driver.offer).toMatchObject({ status: "withdrawn", endReason: reason });
    expect(effects).toContainEqual(
      expect.objectContaining({ frame: { event: "withdraw", offerId: driver.offer?.id, reason } }),
    );
    expect(driver.state.attention.triggers.bulk_edit_opportunity?.dismissals).toBe(0);
  });

  test("a page can report any number of anchors; only those a trigger names are kept", () => {
    const driver = createEngineDriver(sampleRules({}, [sampleTrigger({ anchor: "kebab" })]));
    const missing = ["kebab", ...Array.from({ length: 100 }, (_, index) => `made-up-${index}`)];
    driver.send({ type: "anchors", present: [], missing }, T0);
    expect(driver.state.session.missingAnchors).toEqual(["kebab"]);
  });

  test("a hold that ends by itself is judged again to the moment", () => {
    const driver = createEngineDriver(sampleRules());
    driver.send({ type: "preferences", dial: "on", snoozedUntil: T0 + 30 * SEC }, T0);
    threeSaves(driver, T0 + SEC);
    expect(driver.last.wakeAt).toBe(T0 + 30 * SEC);
    driver.send({ type: "wake" }, T0 + 30 * SEC);
    expect(driver.offer?.status).toBe("pending");
  });
});
