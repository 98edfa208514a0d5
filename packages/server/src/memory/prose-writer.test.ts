import { expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { silentLogger } from "../observe/logger.ts";
import { createProseWriter } from "./prose-writer.ts";

test("a thousand wait, one is written at a time, and stopping forgets them", async () => {
  const looks: (() => void)[] = [];
  let refused = 0;
  const store = createMemoryStore();
  const writer = createProseWriter({
    store: {
      recentActions: store.recentActions,
      memories: { findAnalysis: () => new Promise((resolve) => looks.push(() => resolve(undefined))) },
    },
    clock: createManualClock(0),
    log: silentLogger,
    model: { async *stream() {} },
    modelName: undefined,
    save: async () => true,
    onFallback: () => refused++,
  });
  for (let index = 0; index < 1_003; index++) writer.add({ productId: "acme", sessionId: `s${index}` });
  expect([looks.length, refused]).toEqual([1, 2]);
  const stopped = writer.stop();
  looks[0]?.();
  await stopped;
  expect([looks.length, refused]).toEqual([1, 2]);
});
