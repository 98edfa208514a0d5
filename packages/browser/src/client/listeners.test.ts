import { expect, test } from "vitest";
import { createGuard } from "./guard.ts";
import { createListeners } from "./listeners.ts";

test("no error leaves a listener, and none is left behind", async () => {
  const errors: string[] = [];
  const target = new EventTarget();
  const listeners = createListeners(createGuard((_, payload) => errors.push((payload as { message: string }).message)));
  listeners.on(target, "click", () => {
    throw new Error("sync");
  });
  listeners.on(target, "click", () => Promise.reject(new Error("async")) as never);
  target.dispatchEvent(new Event("click"));
  await Promise.resolve();
  expect(errors).toEqual(["sync", "async"]);
  listeners.stop();
  target.dispatchEvent(new Event("click"));
  expect(errors).toHaveLength(2);
});
