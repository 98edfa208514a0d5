import { describe, expect, test } from "vitest";
import { isFromPanel, readFromPage } from "./messages.ts";

const OWN = "recorder";
const TAB = 7;
const sender = {
  id: OWN,
  frameId: 0,
  origin: "https://app.example.com",
  tab: { id: TAB, windowId: 1 },
};
const use = {
  kind: "press",
  url: "https://app.example.com/projects",
  selectors: ["#open"],
  role: "button",
  name: "Open",
  spoken: "Open",
  repeated: false,
};
const read = (message: unknown, from: object = {}) => readFromPage(message, { ...sender, ...from }, OWN, TAB);

describe("a message of the page", () => {
  test("is read when our script in the recorded tab says it", () => {
    expect(read({ type: "used", use })).toEqual({ type: "used", use });
    expect(read({ type: "tour-step", index: 2 })).toEqual({ type: "tour-step", index: 2 });
    expect(read({ type: "tour-ended", outcome: "completed", index: 3 })).toMatchObject({ outcome: "completed" });
  });

  test.each([
    ["another extension", { id: "other" }],
    ["another tab", { tab: { id: 8, windowId: 1 } }],
    ["no tab: another part of the extension", { tab: undefined }],
    ["a frame in the page", { frameId: 3 }],
    ["a page of another origin than it says", { origin: "https://evil.example" }],
  ])("is not heard from %s", (_name, from) => {
    expect(read({ type: "used", use }, from)).toBeUndefined();
  });

  test.each([
    ["no object", "used"],
    ["an unknown type", { type: "publish" }],
    ["an unknown kind", { type: "used", use: { ...use, kind: "eval" } }],
    ["a text that is too long", { type: "used", use: { ...use, name: "x".repeat(201) } }],
    ["too many selectors", { type: "used", use: { ...use, selectors: Array(9).fill("#a") } }],
    ["nothing to find it by", { type: "used", use: { ...use, selectors: [], name: undefined } }],
    ["an outcome that there is not", { type: "tour-ended", outcome: "won", index: 0 }],
    ["a step that there cannot be", { type: "tour-step", index: -1 }],
  ])("is not read with %s", (_name, message) => {
    expect(read(message)).toBeUndefined();
  });

  test("carries nothing that was not asked for", () => {
    const message = { type: "used", use: { ...use, value: "secret" }, value: "secret" };
    expect(JSON.stringify(read(message))).not.toContain("secret");
  });
});

test("a page obeys the panel alone", () => {
  expect(isFromPanel({ id: OWN }, OWN)).toBe(true);
  expect(isFromPanel({ id: "other" }, OWN)).toBe(false);
  expect(isFromPanel(sender, OWN)).toBe(false);
});
