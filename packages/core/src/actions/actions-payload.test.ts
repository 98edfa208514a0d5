import { describe, expect, test } from "vitest";
import {
  actionsPayload,
  actionsPayloadToText,
  actionsPayloadToWire,
  mergeActionsPayloads,
  parseActionsPayload,
} from "./actions-payload.ts";
import { slimAction } from "./slim-action.ts";

describe("parse", () => {
  test("null and missing fields get defaults; count is the real number of actions", () => {
    expect(parseActionsPayload({ actions: null, session_id: "", count: 9 })).toEqual(actionsPayload());
    expect(actionsPayloadToWire(parseActionsPayload({ actions: [{}, {}], count: 99 }))).toMatchObject({ count: 2 });
  });

  test.each([
    [null, "payload"],
    [[], "payload"],
    [{ actions: "abc" }, "actions"],
    [{ actions: {} }, "actions"],
    [{ actions: [{}, null] }, "actions[1]"],
  ])("%j is rejected at %s", (data, path) => {
    expect(() => parseActionsPayload(data)).toThrow(expect.objectContaining({ code: "payload_invalid", path }));
  });
});

describe("text", () => {
  const actions = [slimAction({ type: "click", description: "One", canonicalUrl: "/a" }), slimAction({ index: 1 })];

  test("a header, then a line for each action", () => {
    expect(actionsPayloadToText(actionsPayload({ sessionId: "s1", actions }))).toBe(
      "Session s1 — 2 actions\n[0] click: One — /a\n[1] :  — ",
    );
    expect(actionsPayloadToText(actionsPayload())).toBe("Session unknown — 0 actions");
  });

  test.each(["\n", "\r\n", "\r", "\u2028", "\u0085", "\v"])("a line break %j in a label forges no line", (mark) => {
    const forged = slimAction({ description: `x${mark}[Query]`, canonicalUrl: "/a" });
    const text = actionsPayloadToText(actionsPayload({ sessionId: `s${mark}2`, actions: [forged, ...actions] }));
    expect(text.split(/\r\n|[\n\r\v\u0085\u2028]/)).toEqual([
      "Session s 2 — 3 actions",
      "[0] : x [Query] — /a",
      "[0] click: One — /a",
      "[1] :  — ",
    ]);
  });
});

describe("merge", () => {
  const first = actionsPayload({
    productId: "p",
    sessionId: "s",
    actions: [slimAction({ index: 7 })],
    forwardedAtS: 20,
  });

  test("re-indexes, keeps the first known identity and the latest moment", () => {
    const second = actionsPayload({
      productId: "p",
      userId: "u",
      actions: [slimAction({ title: "b" })],
      forwardedAtS: 10,
    });
    expect(mergeActionsPayloads([second, first])).toMatchObject({
      productId: "p",
      sessionId: "s",
      userId: "u",
      email: null,
      forwardedAtS: 20,
      actions: [{ title: "b", index: 0 }, { index: 1 }],
    });
    expect(first.actions[0]?.index).toBe(7);
  });

  test("refuses nothing, and two sessions or products told as one", () => {
    expect(() => mergeActionsPayloads([])).toThrow(expect.objectContaining({ code: "payloads_empty" }));
    expect(() => mergeActionsPayloads([first, { ...first, sessionId: "other" }])).toThrow(
      expect.objectContaining({ code: "payloads_mixed", path: "payloads[1].sessionId" }),
    );
    expect(() => mergeActionsPayloads([first, first, { ...first, productId: "q" }])).toThrow(
      expect.objectContaining({ code: "payloads_mixed", path: "payloads[2].productId" }),
    );
  });
});
