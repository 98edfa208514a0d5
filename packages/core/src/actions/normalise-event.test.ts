import { describe, expect, test } from "vitest";
import { DAY_MS, SECOND_MS } from "../ids.ts";
import type { RawEvent } from "../wire/raw-event.ts";
import { labelAction } from "./label-action.ts";
import { normaliseEvent } from "./normalise-event.ts";

const NOW = 1_800_000_000_000;
const click = (element: RawEvent["element"]): RawEvent => ({ id: "e", type: "click", ...(element && { element }) });

describe("labels", () => {
  test.each<[RawEvent, string]>([
    [click({ role: "button", label: "Save changes" }), "Clicked Save changes"],
    [click({ role: "button", label: "  Save\n  changes " }), "Clicked Save changes"],
    [click({ role: "button", anchor: "kebab" }), "Clicked kebab"],
    [click({ tag: "button", id: "edit-save" }), "Clicked edit-save"],
    [click({ role: "button" }), "Clicked unnamed button"],
    [click(undefined), "Clicked unnamed element"],
    [{ id: "e", type: "page_view", title: "Projects · Northwind Studio" }, "Viewed Projects"],
    [{ id: "e", type: "page_view", title: "Projects | Northwind" }, "Viewed Projects"],
    [{ id: "e", type: "page_view", url: "https://x.example/demo/data-sources?a=1" }, "Viewed Data sources"],
    [{ id: "e", type: "submit", element: { name: "edit-project" } }, "Submitted edit-project"],
    [{ id: "e", type: "change", element: { label: "Priority" } }, "Changed Priority"],
    [{ id: "e", type: "custom", name: "data_source_open" }, "data_source_open"],
    [{ id: "e", type: "visibility", properties: { state: "hidden" } }, "Left the tab"],
  ])("%j is “%s”", (event, title) => {
    expect(labelAction(event).title).toBe(title);
  });

  test("invisible and bidirectional characters are removed, long names cut", () => {
    const label = labelAction(click({ label: `Sa\u202eve\u0000 ${"x".repeat(500)}` })).label;
    expect(label.startsWith("Save x")).toBe(true);
    expect(Array.from(label).length).toBeLessThanOrEqual(120);
  });
});

describe("times", () => {
  const at = (value: RawEvent["at"], sentAt?: number): number =>
    normaliseEvent({
      event: { ...click({ label: "x" }), ...(value === undefined ? {} : { at: value }) },
      receivedAt: NOW,
      ...(sentAt === undefined ? {} : { sentAt }),
    }).at;

  test("the client's moment is kept, beside the moment of receipt", () => {
    const action = normaliseEvent({ event: { ...click({ label: "x" }), at: NOW - 5 * SECOND_MS }, receivedAt: NOW });
    expect(action).toMatchObject({ at: NOW - 5 * SECOND_MS, receivedAt: NOW });
  });

  test("a missing or unreadable moment is the moment of receipt", () => {
    expect(at(undefined)).toBe(NOW);
    expect(at(null)).toBe(NOW);
    expect(at("soon")).toBe(NOW);
  });

  test("a clock an hour ahead is corrected, a network delay is not", () => {
    const ahead = 3_600 * SECOND_MS;
    expect(at(NOW + ahead - SECOND_MS, NOW + ahead)).toBe(NOW - SECOND_MS);
    expect(at(NOW - SECOND_MS, NOW - 0.2 * SECOND_MS)).toBe(NOW - SECOND_MS);
  });

  test("a clock more than a day off, or a moment in the future, is not believed", () => {
    expect(at(NOW + 2 * DAY_MS, NOW + 2 * DAY_MS)).toBe(NOW);
    expect(at(NOW + 3_600 * SECOND_MS)).toBe(NOW);
  });
});

test("stable handles of the control are kept", () => {
  const action = normaliseEvent({
    event: click({ label: "Save", role: "button", id: "edit-save", test_id: "save" }),
    receivedAt: NOW,
  });
  expect(action.target).toEqual({ id: "edit-save", role: "button", testId: "save" });
});
