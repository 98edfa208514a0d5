import { describe, expect, test } from "vitest";
import { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import { proactiveTriggerResult } from "../proactive-trigger-result.ts";
import { CanonicalPingPongTrigger, ScopedCanonicalPingPongTrigger } from "./canonical-url-ping-pong.ts";
import { canonicalUrlsTouchSubstring, filterPingPongHits } from "./url-scope.ts";

function on(...canonicalUrls: readonly (string | null)[]): ProactiveTriggerContext {
  return new ProactiveTriggerContext({ productId: "p", sessionId: "s", canonicalUrls });
}

test("fires on a return, with the documented body and metadata", () => {
  expect(new CanonicalPingPongTrigger().evaluate(on("/a", "/b", "/a"))).toEqual({
    triggerId: "canonical_url_ping_pong",
    body: "Need my expert help?",
    replyOptionLabels: [],
    metadata: { min_cycles: 1 },
    interactionTimeoutS: 10,
    cooldownS: 30,
  });
  expect(new CanonicalPingPongTrigger({ minCycles: 2 }).evaluate(on("/a", "/b", "/a"))).toBeNull();
});

describe("scope", () => {
  test("any address of the context may satisfy it", () => {
    const scoped = new ScopedCanonicalPingPongTrigger({ urlMustContain: " /projects " });
    expect(scoped.evaluate(on("/projects/1", "/a", "/b", "/a"))?.metadata).toEqual({
      min_cycles: 1,
      scoped_canonical_url_contains: "/projects",
    });
    expect(scoped.evaluate(on("/a", "/b", "/a"))).toBeNull();
    expect(scoped.evaluate(on("/projects", "/a", "/b"))).toBeNull();
  });

  test.each([
    ["/b", true],
    ["  ", true],
    ["/B", false],
  ])("touching %j: %s", (substring, touches) =>
    expect(canonicalUrlsTouchSubstring(["/a", null, "/b"], substring)).toBe(touches),
  );

  test("filtering drops only ping-pong results", () => {
    const hits = ["canonical_url_ping_pong", "custom"].map((triggerId) => proactiveTriggerResult({ triggerId }));
    expect(filterPingPongHits(["/a"], hits, "/a")).toEqual(hits);
    expect(filterPingPongHits(["/a"], hits, "/b").map((hit) => hit.triggerId)).toEqual(["custom"]);
  });
});
