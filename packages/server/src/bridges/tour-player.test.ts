import { expect, test } from "vitest";
import { bridgeTab, isForPage, SEEN_BY_GUIDANCE } from "./tour-player.ts";

test("a tour is for Usher's player unless another player has it, or another page showed its offer", () => {
  const tourId = "bulk-edit";
  expect(isForPage({ tourId, offer: null })).toBe(true);
  expect(isForPage({ tourId, offer: {} })).toBe(true);
  expect(isForPage({ tourId, offer: { shownInTab: "tab-1" } }, { other: "flow-1" })).toBe(true);
  expect(isForPage({ tourId, offer: { shownInTab: "tab-1" } }, { [tourId]: "flow-1" })).toBe(false);
  expect(isForPage({ tourId, offer: { shownInTab: SEEN_BY_GUIDANCE } })).toBe(false);
  expect(isForPage({ tourId, offer: { shownInTab: bridgeTab("rasa") } })).toBe(false);
});
