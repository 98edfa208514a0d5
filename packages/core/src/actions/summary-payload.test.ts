import { expect, test } from "vitest";
import { actionsPayload } from "./actions-payload.ts";
import { parseSummaryPayload, payloadToText, summaryPayloadToWire } from "./summary-payload.ts";

test("the wire form survives a round trip, line breaks included", () => {
  const wire = {
    type: "summary",
    product_id: "p",
    session_id: "s",
    summary: "Two\nlines",
    replaces: 12,
    forwarded_at: 1.5,
  };
  expect(summaryPayloadToWire(parseSummaryPayload(wire))).toEqual(wire);
  expect(payloadToText(parseSummaryPayload(wire))).toBe("Two\nlines");
});

test.each(["extractive", "model"])("who wrote it may be said: %s", (origin) => {
  const wire = summaryPayloadToWire(parseSummaryPayload({ summary: "x", origin }));
  expect(wire).toMatchObject({ origin });
  expect(parseSummaryPayload(wire).origin).toBe(origin);
});

test("unusable fields get defaults, a non-object is rejected", () => {
  expect(parseSummaryPayload({ summary: ["x"], replaces: "many", session_id: "" })).toEqual({
    type: "summary",
    productId: "",
    sessionId: null,
    summary: "",
    replaces: 0,
    forwardedAtS: 0,
  });
  expect(() => parseSummaryPayload(null)).toThrow(expect.objectContaining({ code: "payload_invalid" }));
});

test("text of any payload", () => {
  expect(payloadToText(actionsPayload({ sessionId: "s" }))).toBe("Session s — 0 actions");
});
