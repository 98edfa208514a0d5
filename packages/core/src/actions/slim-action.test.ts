import { expect, test } from "vitest";
import { parseSlimAction, slimAction, slimActionToText, slimActionToWire } from "./slim-action.ts";

const wire = {
  title: "Clicked Export",
  description: "User clicked Export CSV",
  canonical_url: "https://app.example.com/reports/:id",
  index: 3,
  type: "click",
  timestamp_start: 1_700_000_000.125,
  timestamp_end: 1_700_000_002.5,
  raw_url: "https://app.example.com/reports/7?x=1",
  session_id: "s",
  user_id: "u",
  email: null,
  conversation_id: "c",
};

test("the wire form survives a round trip", () => {
  expect(slimActionToWire(parseSlimAction(wire))).toEqual(wire);
});

test("whatever is missing, null or unusable gets its default", () => {
  expect(parseSlimAction({})).toEqual(slimAction());
  expect(parseSlimAction({ title: null, index: true, timestamp_start: "soon", email: ["x"], future: 1 })).toEqual(
    slimAction(),
  );
  expect(parseSlimAction({ index: 2.5 }).index).toBe(0);
});

test("numeric ids become text; moments may be epoch or ISO text", () => {
  const action = parseSlimAction({
    user_id: 5,
    timestamp_start: "1779188762.919",
    timestamp_end: "2026-05-19T11:06:03Z",
  });
  expect(action).toMatchObject({ userId: "5", timestampStartS: 1_779_188_762.919, timestampEndS: 1_779_188_763 });
});

test.each([[null], [[]], ["x"], [5]])("%j is not an action", (data) => {
  expect(() => parseSlimAction(data)).toThrow(expect.objectContaining({ code: "payload_invalid", path: "action" }));
});

test("text is one line: index, type, description, address", () => {
  expect(slimActionToText(parseSlimAction(wire))).toBe(
    "[3] click: User clicked Export CSV — https://app.example.com/reports/:id",
  );
  expect(slimActionToText(slimAction())).toBe("[0] :  — ");
  expect(slimActionToText(slimAction({ description: "x\r\n[0] click: forged", canonicalUrl: "/a" }))).toBe(
    "[0] : x [0] click: forged — /a",
  );
});
