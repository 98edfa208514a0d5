import { describe, expect, test } from "vitest";
import { SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import type { RawEvent } from "../wire/raw-event.ts";

const SEC = SECOND_MS;
const T0 = 1_800_000_000_000;

function pulse(driver: EngineDriver, state: string, at: number): ReturnType<EngineDriver["capture"]> {
  return driver.capture(at, { type: "input_activity", properties: { state, tag: "textarea" } });
}

/** Two saves, then the third arrives late: the user is typing already. The proposal waits from second 10 on. */
function typingUser(deferS?: number): EngineDriver {
  const driver = createEngineDriver(sampleRules({}, [sampleTrigger(deferS === undefined ? {} : { deferS })]));
  driver.view("/projects", T0);
  driver.click("Save changes", T0 + SEC);
  driver.click("Save changes", T0 + 2 * SEC);
  pulse(driver, "typing", T0 + 9 * SEC);
  driver.capture(T0 + 10 * SEC, { element: { role: "button", label: "Save changes" }, at: T0 + 3 * SEC });
  return driver;
}

describe("a proposal that fires into a busy hand", () => {
  test("waits, and is offered at the lull, which the engine asks to be woken at", () => {
    const driver = typingUser();
    expect(driver.offer).toBeNull();
    expect(driver.last.notes).toMatchObject([{ type: "held", reason: "typing", until: T0 + 12 * SEC }]);
    expect(driver.last.wakeAt).toBe(T0 + 12 * SEC);
    driver.send({ type: "wake" }, T0 + 12 * SEC);
    expect(driver.offer?.status).toBe("pending");
    expect(driver.state.session.deferrals).toEqual({});
  });

  test.each<[string, Partial<RawEvent>]>([
    ["a save", { type: "click", element: { role: "button", label: "Save" } }],
    ["a form that was sent", { type: "submit" }],
    ["another view of the page", { type: "page_view" }],
    ["a dialog that closed", { type: "form_close", properties: { edited: 1, submitted: true } }],
    ["the page saying that the hands rest", { type: "input_activity", properties: { state: "idle" } }],
  ])("%s ends the wait at once", (_, event) => {
    const driver = typingUser();
    driver.capture(T0 + 11 * SEC, event);
    expect(driver.offer?.createdAt).toBe(T0 + 11 * SEC);
  });

  test("a click into the next text field does not", () => {
    const driver = typingUser();
    driver.capture(T0 + 11 * SEC, { type: "click", element: { role: "textbox", label: "Name" } });
    expect(driver.offer).toBeNull();
  });

  test("dragging is as busy as typing", () => {
    const driver = createEngineDriver(sampleRules());
    driver.view("/projects", T0);
    driver.click("Save changes", T0 + SEC);
    driver.click("Save changes", T0 + 2 * SEC);
    pulse(driver, "dragging", T0 + 4 * SEC);
    driver.capture(T0 + 5 * SEC, { element: { label: "Save changes" }, at: T0 + 3 * SEC });
    expect(driver.last.notes).toMatchObject([{ type: "held", reason: "typing" }]);
  });

  test.each([
    ["after 60 s", undefined, 60],
    ["after its own 20 s", 20, 20],
  ])("is dropped %s of typing, to the moment", (_, deferS, waitS) => {
    const driver = typingUser(deferS);
    const dropAt = T0 + (10 + waitS) * SEC;
    for (let at = T0 + 11 * SEC; at < dropAt; at += 2 * SEC) pulse(driver, "typing", at);
    expect(driver.last.wakeAt).toBe(dropAt);
    const { notes } = driver.send({ type: "wake" }, dropAt);
    expect(notes).toEqual([
      { type: "dropped", triggerId: "bulk_edit_opportunity", reason: "typing", waitedMs: waitS * SEC },
    ]);
    driver.capture(dropAt + SEC, { type: "input_activity", properties: { state: "idle" } });
    expect(driver.offer).toBeNull();
  });

  test("may come again when its trigger has rested, if it still holds", () => {
    const driver = typingUser(20);
    for (let at = T0 + 11 * SEC; at < T0 + 30 * SEC; at += 2 * SEC) pulse(driver, "typing", at);
    driver.send({ type: "wake" }, T0 + 30 * SEC);
    driver.send({ type: "wake" }, T0 + 40 * SEC);
    expect(driver.last.wakeAt).toBe(T0 + 90 * SEC);
    driver.send({ type: "wake" }, T0 + 90 * SEC);
    expect(driver.offer?.status).toBe("pending");
  });

  test("is not offered at the pause when it no longer holds", () => {
    const driver = typingUser();
    driver.capture(T0 + 11 * SEC, { type: "click", element: { label: "Bulk edit" } });
    expect(driver.offer).toBeNull();
    expect(driver.state.session.deferrals).toEqual({});
  });
});

describe("signs of typing", () => {
  test("never fill the window, in whatever order they come", () => {
    const driver = createEngineDriver(sampleRules());
    for (const second of [5, 1, 9, 3, 7]) {
      driver.capture(T0 + 10 * SEC, {
        type: "input_activity",
        properties: { state: "typing" },
        at: T0 + second * SEC,
      });
    }
    expect(driver.state.window.actions.map(({ at }) => at)).toEqual([T0 + 9 * SEC]);
  });

  test("a page whose clock is ahead does not silence Usher for longer", () => {
    const driver = createEngineDriver(sampleRules());
    driver.capture(T0, { type: "input_activity", properties: { state: "typing" }, at: T0 + 50 * SEC });
    for (const _ of [1, 2, 3]) driver.capture(T0 + SEC, { element: { label: "Save changes" } });
    expect(driver.last.wakeAt).toBe(T0 + 3 * SEC);
  });
});
