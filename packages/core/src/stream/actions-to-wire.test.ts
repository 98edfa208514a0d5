import { expect, test } from "vitest";
import {
  actionsPayload,
  actionsPayloadToText,
  actionsPayloadToWire,
  parseActionsPayload,
} from "../actions/actions-payload.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { toSlimActions } from "../actions/to-slim-action.ts";
import type { RawEvent } from "../wire/raw-event.ts";
import { actionsToWire } from "./actions-to-wire.ts";

const T = 1_795_178_200_000;
const owner = { sessionId: "s1", userId: "u1", email: null, conversationId: null };

function did(events: readonly Partial<RawEvent>[]) {
  return events.map((event, at) =>
    normaliseEvent({ event: { id: `e${at}`, type: "click", at: T + at * 1_500, ...event }, receivedAt: T + 60_000 }),
  );
}

test("a client that knows only the documented fields reads a session", () => {
  const actions = did([
    { type: "page_view", title: "Projects · Northwind", url: "https://app.example.com/projects/42?tab=open" },
    { type: "click", element: { role: "button", label: "Export CSV" }, url: "https://app.example.com/projects/42" },
    { type: "change", element: { role: "textbox", label: "Name" } },
  ]);
  const text = actionsToWire({ productId: "acme", ...owner, actions, firstIndex: 7, forwardedAtS: T / 1_000 });
  expect(text).not.toMatch(/[\r\n]/);
  expect(JSON.parse(text)).toMatchObject({
    type: "actions",
    product_id: "acme",
    session_id: "s1",
    user_id: "u1",
    email: null,
    conversation_id: null,
    count: 3,
    forwarded_at: 1_795_178_200,
    actions: [
      {
        index: 7,
        type: "pageview",
        title: "Viewed Projects",
        description: 'Viewed the "Projects" page',
        timestamp_start: 1_795_178_200,
        timestamp_end: 1_795_178_201.5,
        raw_url: "https://app.example.com/projects/42?tab=open",
        canonical_url: "https://app.example.com/projects/:id",
        session_id: "s1",
        user_id: "u1",
      },
      { index: 8, type: "click", title: "Clicked Export CSV", description: 'Clicked the "Export CSV" button' },
      { index: 9, type: "type", timestamp_start: 1_795_178_203, timestamp_end: 1_795_178_203 },
    ],
  });
  expect(actionsPayloadToText(parseActionsPayload(JSON.parse(text)))).toBe(
    [
      "Session s1 — 3 actions",
      '[7] pageview: Viewed the "Projects" page — https://app.example.com/projects/:id',
      '[8] click: Clicked the "Export CSV" button — https://app.example.com/projects/:id',
      '[9] type: Changed the "Name" field — /',
    ].join("\n"),
  );
});

test("the fast text says what the payload's own wire form says", () => {
  const hostile = 'quote " slash \\ line\nbreak \u2028 \ud800 \u202e emoji 🎉';
  const actions = did([
    { element: { label: hostile }, url: `https://x/${hostile}` },
    { type: "custom", name: hostile },
    { type: "visibility", properties: { state: "hidden" } },
    { type: "error", element: {}, properties: { status: 503 }, at: T - 5_000 },
    { id: hostile, type: "page_leave" },
  ]);
  for (const sessionId of ["s1", hostile]) {
    const whose = { ...owner, sessionId };
    const wire = JSON.parse(
      actionsToWire({ productId: hostile, ...whose, actions, firstIndex: 0, forwardedAtS: 1.25 }),
    );
    const slim = actionsPayload({
      productId: hostile,
      ...whose,
      actions: toSlimActions(actions, 0, whose),
      forwardedAtS: 1.25,
    });
    expect(parseActionsPayload(wire)).toEqual(slim);
    expect(wire).toMatchObject(actionsPayloadToWire(slim));
    expect(wire.actions.map(({ id }: { id: string }) => id)).toEqual(["e0", "e1", "e2", "e3", hostile]);
  }
});

test("what is inferred travels beside the documented fields", () => {
  const actions = did([{ element: { role: "button", label: "Export CSV" } }, { element: { label: "Apollo" } }]);
  const goal = { goal: "Edit many", intent: "unknown", confidence: 0.73, evidence: ["e0"], pathId: "bulk" } as const;
  const text = { productId: "p", ...owner, actions, firstIndex: 0, forwardedAtS: 0 };
  const wire = JSON.parse(actionsToWire({ ...text, sessionGoal: goal }));
  expect(wire.actions).toMatchObject([
    { intent: "export", intent_confidence: 0.9 },
    { intent: "unknown", intent_confidence: 0 },
  ]);
  expect(wire.session_goal).toEqual({
    goal: "Edit many",
    intent: "unknown",
    confidence: 0.73,
    evidence: ["e0"],
    path_id: "bulk",
  });
  expect(JSON.parse(actionsToWire(text))).not.toHaveProperty("session_goal");
});

test("an action that arrived out of order never ends before it began", () => {
  const actions = did([{ at: T + 9_000 }, { at: T }]);
  expect(toSlimActions(actions, 0, owner).map(({ timestampEndS }) => timestampEndS)).toEqual([
    (T + 9_000) / 1_000,
    T / 1_000,
  ]);
});

test("nothing to send is an empty list", () => {
  const empty = actionsToWire({ productId: "p", ...owner, actions: [], firstIndex: 0, forwardedAtS: 0 });
  expect(JSON.parse(empty)).toMatchObject({ actions: [], count: 0 });
});
