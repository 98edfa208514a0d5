import fc from "fast-check";
import { expect, test } from "vitest";
import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { DEEDS_LIMIT, type Deed, rememberDeeds } from "./deeds.ts";

const T0 = 1_800_000_000_000;

function click(label: string, at: number, url = "/projects"): Action {
  const event = { id: `${label}-${at}`, type: "click" as const, at: T0 + at, url, element: { label } };
  return normaliseEvent({ event, receivedAt: T0 + 1_000_000 });
}

const labels = (deeds: readonly Deed[]) => deeds.map(({ label }) => label);

test("each deed once, with its latest time", () => {
  const deeds = rememberDeeds([], [click("Apply", 1), click("Save", 2), click("Apply", 3, "/projects?page=2")]);
  expect(deeds).toMatchObject([
    { label: "Save", at: T0 + 2 },
    { label: "Apply", at: T0 + 3, url: "/projects" },
  ]);
});

test("beyond the limit the oldest go", () => {
  const many = Array.from({ length: DEEDS_LIMIT + 5 }, (_, index) => click(`Row ${index}`, index));
  const deeds = rememberDeeds([], many);
  expect(deeds.length).toBe(DEEDS_LIMIT);
  expect(labels(deeds)[0]).toBe("Row 5");
});

test("what is known already changes nothing, not even the list itself", () => {
  const deeds = rememberDeeds([], [click("Apply", 1), click("Save", 2)]);
  expect(rememberDeeds(deeds, [click("Apply", 1)])).toBe(deeds);
});

test("signs of typing are no deeds", () => {
  const event = { id: "t", type: "input_activity" as const, at: T0, url: "/", properties: { state: "typing" } };
  expect(rememberDeeds([], [normaliseEvent({ event, receivedAt: T0 })])).toEqual([]);
});

test("the order of arrival does not matter", () => {
  const actions = fc.array(
    fc.tuple(fc.nat(260), fc.nat(500)).map(([label, at]) => click(`Row ${label}`, at)),
    { maxLength: 400 },
  );
  fc.assert(
    fc.property(
      actions.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
      ),
      ([inOrder, shuffled]) => {
        expect(rememberDeeds([], shuffled)).toEqual(rememberDeeds([], inOrder));
      },
    ),
    { numRuns: 100 },
  );
});
