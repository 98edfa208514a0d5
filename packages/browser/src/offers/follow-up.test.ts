import { expect, test } from "vitest";
import { createFollowUp } from "./follow-up.ts";

function setUp(fetches: (() => Promise<void>)[]) {
  const log: string[] = [];
  const part = { start: (name: string) => void log.push(name), stop: () => void log.push("stop") };
  let count = 0;
  const followUp = createFollowUp(async () => {
    await fetches[count++]?.();
    return part;
  });
  return { followUp, log, fetched: () => count };
}

test("its code is fetched once, and a use waits for it", async () => {
  const { followUp, log, fetched } = setUp([]);
  await followUp.use((part) => part.start("first"));
  await followUp.use((part) => part.start("second"));
  expect(log).toEqual(["first", "second"]);
  expect(fetched()).toBe(1);
});

test("what was stopped or overtaken while its code was on the way does not start", async () => {
  const { followUp, log } = setUp([]);
  const stopped = followUp.use((part) => part.start("stopped"));
  followUp.stop();
  await stopped;
  const overtaken = followUp.use((part) => part.start("overtaken"));
  await Promise.all([followUp.use((part) => part.start("last")), overtaken]);
  expect(log).toEqual(["last"]);
  followUp.stop();
  expect(log).toEqual(["last", "stop"]);
});

test("code that could not be fetched is fetched again at the next use", async () => {
  const { followUp, log } = setUp([() => Promise.reject(new Error("no network"))]);
  await expect(followUp.use((part) => part.start("first"))).rejects.toThrow("no network");
  await followUp.use((part) => part.start("second"));
  expect(log).toEqual(["second"]);
});
