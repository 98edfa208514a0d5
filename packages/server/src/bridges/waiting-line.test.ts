import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createWaitingLine } from "./waiting-line.ts";

const never = new AbortController().signal;

test("what waits goes on with the conversation, in order, and is gone from the line", async () => {
  const line = createWaitingLine({ clock: createManualClock(1_000) });
  const waiting = [line.wait("a", never), line.wait("a", never), line.wait("b", never)];
  expect(line.length).toBe(3);
  line.found("a", "c1");
  expect(await Promise.all(waiting.slice(0, 2))).toEqual([
    { type: "found", conversationId: "c1" },
    { type: "found", conversationId: "c1" },
  ]);
  expect(line.length).toBe(1);
  line.stop();
  expect(await waiting[2]).toEqual({ type: "cancelled" });
});

test("nothing waits longer than two minutes, and not for a page that went away", async () => {
  const clock = createManualClock(1_000);
  const line = createWaitingLine({ clock });
  const page = new AbortController();
  const [late, left] = [line.wait("a", never), line.wait("b", page.signal)];
  page.abort();
  expect(await left).toEqual({ type: "cancelled" });
  await clock.advance(119_999);
  expect(line.length).toBe(1);
  await clock.advance(1);
  expect(await late).toEqual({ type: "expired" });
  expect(line.length).toBe(0);
});

test("the line is bounded, for one session and for all", async () => {
  const line = createWaitingLine({ clock: createManualClock(1_000), maxPerKey: 2, max: 3 });
  void line.wait("a", never);
  void line.wait("a", never);
  expect(await line.wait("a", never)).toEqual({ type: "full" });
  void line.wait("b", never);
  expect(await line.wait("c", never)).toEqual({ type: "full" });
  line.stop();
});
