import fc from "fast-check";
import { expect, test } from "vitest";
import { Cursor } from "./cursor.ts";

test("the cursor is the last event before the first that is not done, in whatever order they finish", () => {
  const orders = fc
    .integer({ min: 1, max: 30 })
    .chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }));
  const property = fc.property(orders, (order) => {
    const moves: string[] = [];
    const cursor = new Cursor((id) => moves.push(id));
    const finish = order.map((_, number) => cursor.track(String(number)));
    const done = new Set<number>();
    for (const number of order) {
      finish[number]?.();
      done.add(number);
      let expected = -1;
      while (done.has(expected + 1)) expected++;
      expect(cursor.position).toBe(expected < 0 ? null : String(expected));
    }
    expect(moves.at(-1)).toBe(String(order.length - 1));
  });
  fc.assert(property);
});
