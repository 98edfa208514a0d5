import { describe, expect, test } from "vitest";
import { hasChatSurface, scopePresenceFlags, validateScope } from "./scope-policy.ts";

const known = { productId: "p", sessionId: "s", conversationId: "c" };

describe("validateScope", () => {
  test.each([
    [{}, "productId"],
    [{ productId: " ", sessionId: "s" }, "productId"],
    [{ productId: "p", sessionId: "\t" }, "sessionId"],
    [{ productId: "p", sessionId: null }, "sessionId"],
  ])("strict refuses %j at %s", (scope, path) => {
    expect(() => validateScope(scope)).toThrow(
      expect.objectContaining({ code: "proactive_trigger_scope_invalid", path }),
    );
  });

  test("a conversation is asked for only when required", () => {
    const scope = { productId: "p", sessionId: "s", conversationId: " " };
    expect(() => validateScope(scope)).not.toThrow();
    expect(() => validateScope(scope, { requireConversation: true })).toThrow(
      expect.objectContaining({ path: "conversationId" }),
    );
    expect(() => validateScope(known, { requireConversation: true })).not.toThrow();
  });

  test("lenient accepts anything", () => {
    expect(() => validateScope({}, { scopePolicy: "lenient", requireConversation: true })).not.toThrow();
  });
});

test("flags say what is known without the ids", () => {
  expect(scopePresenceFlags({ productId: "p", sessionId: " ", conversationId: null })).toEqual({
    productIdSet: true,
    sessionIdSet: false,
    conversationIdSet: false,
    hasChatSurface: false,
  });
  expect(hasChatSurface(known)).toBe(true);
});
