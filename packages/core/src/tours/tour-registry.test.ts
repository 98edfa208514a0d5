import { expect, test } from "vitest";
import { parseTourRegistry, TourRegistry } from "./tour-registry.ts";

const registry = TourRegistry.fromDict({
  product_id: "p",
  default_interaction_timeout_s: 7,
  tours: [
    { id: "chip-1", user_tour_id: "flow-1", interaction_timeout_s: 5 },
    { id: "chip-2", user_tour_id: "flow-1" },
    { id: "flow-1", user_tour_id: null },
  ],
});

test("looks tours up by either id, and the first of several wins", () => {
  expect(registry.get("chip-2")?.userTourId).toBe("flow-1");
  expect(registry.getByUserTourId("flow-1")?.id).toBe("chip-1");
  expect(registry.find("flow-1")?.id).toBe("chip-1");
  expect(registry.find("chip-2")?.id).toBe("chip-2");
  expect(registry.find("nothing")).toBeNull();
});

test("a blank id in the tour player finds nothing", () => {
  const blank = TourRegistry.fromDict({ product_id: "p", tours: [{ id: "a", user_tour_id: "" }] });
  expect(blank.getByUserTourId("")).toBeNull();
});

test("waits that are not set come from the registry, waits that cannot be used too", () => {
  const waits = [null, "soon", [], -5, true].map(
    (value) => TourRegistry.fromDict({ product_id: "p", tours: [{ id: "a", cooldown_period_s: value }] }).tours[0],
  );
  expect(waits.map((tour) => tour?.cooldownPeriodS)).toEqual([120, 120, 120, 120, 120]);
  expect(registry.tours.map((tour) => tour.interactionTimeoutS)).toEqual([5, 7, 7]);
});

test("an entry without a text id is skipped and told", () => {
  const skipped: string[] = [];
  const parsed = parseTourRegistry({ tour_registry: [{ id: 5 }, "x", { id: "a" }] }, "p", (path) => skipped.push(path));
  expect(parsed?.tours.map((tour) => tour.id)).toEqual(["a"]);
  expect(skipped).toEqual(["tour_registry[0]", "tour_registry[1]"]);
});

test("no list of tours is not the same as an empty one", () => {
  expect(parseTourRegistry({})).toBeNull();
  expect(parseTourRegistry({ tour_registry: [] })?.tours).toEqual([]);
});

test("writes what it read", () => {
  expect(TourRegistry.fromDict(registry.toDict()).toDict()).toEqual(registry.toDict());
});

test.each([{}, { product_id: 5 }, { product_id: "p", tours: 5 }])("refuses %j", (value) => {
  expect(() => TourRegistry.fromDict(value)).toThrow(expect.objectContaining({ code: "invalid-tour-registry" }));
});
