import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, compareActions } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { addActions, emptyWindow } from "./window.ts";

function action(id: number, at: number): Action {
  return normaliseEvent({
    event: { id: `e${id}`, type: "click", at: 1_800_000_000_000 + at },
    receivedAt: 1_800_000_100_000,
  });
}

const batches = fc.array(
  fc.array(
    fc.tuple(fc.nat(30), fc.nat(20)).map(([id]) => action(id, (id * 7) % 13)),
    { maxLength: 8 },
  ),
  { maxLength: 12 },
);

test("ordered by event time, each id once, never more than its limit", () => {
  fc.assert(
    fc.property(batches, (arrivals) => {
      let window = emptyWindow(10);
      for (const batch of arrivals) window = addActions(window, batch).window;
      const { actions } = window;
      expect(actions.length).toBeLessThanOrEqual(10);
      expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
      expect([...actions].sort(compareActions)).toEqual(actions);
    }),
  );
});

test("the result does not depend on the order or the batches in which actions arrive", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(40), { maxLength: 30 }), fc.nat(), (ids, seed) => {
      const actions = ids.map((id) => action(id, (id * 7) % 13));
      const shuffled = [...actions].sort((left, right) => ((left.at * seed) % 97) - ((right.at * seed) % 97));
      const together = addActions(emptyWindow(10), actions).window;
      const oneByOne = shuffled.reduce((window, one) => addActions(window, [one]).window, emptyWindow(10));
      expect(oneByOne.actions).toEqual(together.actions);
    }),
  );
});

test("duplicates are counted and change nothing", () => {
  const first = addActions(emptyWindow(), [action(1, 1), action(2, 2), action(1, 1)]);
  expect(first.duplicateCount).toBe(1);
  const again = addActions(first.window, [action(2, 2)]);
  expect(again).toMatchObject({ duplicateCount: 1, added: [] });
  expect(again.window).toBe(first.window);
});
