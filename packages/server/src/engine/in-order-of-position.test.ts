import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import type { StreamEntry } from "../ports/stream-log.ts";
import { inOrderOfPosition } from "./in-order-of-position.ts";

function anEntry(position: number): StreamEntry {
  return { productId: "demo", position, sessionId: "s1", type: "actions", at: 0, data: "{}" };
}

test("whoever hears of a commit late does not get its entry out of order", async () => {
  const delivered: number[] = [];
  const onEntry = inOrderOfPosition(({ position }) => delivered.push(position));

  async function hear(position: number, detours: number): Promise<void> {
    for (let detour = 0; detour < detours; detour++) await undefined;
    onEntry(anEntry(position));
  }

  await Promise.all([hear(1, 9), hear(2, 0), hear(3, 4)]);
  await nextTurn();
  await Promise.all([hear(4, 3), hear(5, 1)]);
  await nextTurn();
  expect(delivered).toEqual([1, 2, 3, 4, 5]);
});
