import { afterEach, expect, test, vi } from "vitest";
import { createEmitter } from "./emitter.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("a listener that throws is reported to the host and disturbs nobody", () => {
  const console_ = vi.spyOn(console, "error").mockImplementation(() => {});
  const { emit, on } = createEmitter();
  const heard: string[] = [];
  on("offer-dismissed", () => {
    throw new Error("host bug");
  });
  on("offer-dismissed", ({ offerId }) => heard.push(offerId));
  emit("offer-dismissed", { offerId: "o1" });
  expect(heard).toEqual(["o1"]);
  expect(console_).toHaveBeenCalledOnce();
});

test("a listener can leave in two ways", () => {
  const { emit, on, off } = createEmitter();
  const heard: string[] = [];
  const listener = ({ offerId }: { offerId: string }): void => void heard.push(offerId);
  const stop = on("offer-expired", listener);
  stop();
  on("offer-expired", listener);
  off("offer-expired", listener);
  emit("offer-expired", { offerId: "o1" });
  expect(heard).toEqual([]);
});
