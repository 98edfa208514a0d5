import type { RawEvent } from "@usher/core";
import { expect, test } from "vitest";
import { createEventQueue } from "./event-queue.ts";

function event(id: string): RawEvent {
  return { id, type: "click" };
}

test("the oldest make room, and are counted", () => {
  const queue = createEventQueue(2, [event("a")]);
  queue.add(event("b"));
  queue.add(event("c"));
  expect(queue.all().map(({ id }) => id)).toEqual(["b", "c"]);
  expect(queue.losses()).toEqual({ dropped: 1, retries: 0 });
});

test("what was lost while a report was on its way is reported next time", () => {
  const queue = createEventQueue(1);
  queue.countRetry();
  const told = queue.losses();
  queue.countLost(3);
  queue.reported(told);
  expect(queue.losses()).toEqual({ dropped: 3, retries: 0 });
});

test("acknowledged events go, however far the queue moved on", () => {
  const queue = createEventQueue(3, [event("a"), event("b")]);
  const batch = queue.head(2);
  queue.add(event("c"));
  queue.add(event("d"));
  queue.remove(batch);
  expect(queue.all().map(({ id }) => id)).toEqual(["c", "d"]);
});
