import type { ActionsPayload, SlimAction } from "@usher/node";
import { expect, test } from "vitest";
import { passingActions } from "./tail-filter.ts";
import { actionLine, palette, summaryLine } from "./tail-lines.ts";

const action: SlimAction = {
  title: "Clicked Export",
  description: 'Clicked "Export"',
  canonicalUrl: "/reports/:id",
  index: 0,
  type: "click",
  timestampStartS: 1_700_000_000,
  timestampEndS: 1_700_000_000,
  rawUrl: "https://app.example.com/reports/7",
  sessionId: "s_3xKq9aPPq2Lm",
  userId: "ada",
  email: null,
  conversationId: null,
};

test("one line: when, which session, who, what, where", () => {
  expect(actionLine(action, palette(false))).toBe(
    '22:13:20  s_3xKq9aPPq…  ada  click      Clicked "Export"  /reports/:id',
  );
});

test("colours only where they are wanted, and the same for a session each time", () => {
  expect(actionLine(action, palette(false))).not.toContain("\u001b");
  const line = actionLine(action, palette(true));
  expect(line).toContain("\u001b[");
  expect(actionLine(action, palette(true))).toBe(line);
});

test("what a page sent can neither move the cursor nor write a line of its own", () => {
  const evil = { ...action, description: "a\u001b[2J\nfake  line\u202e\r", userId: "\u001b]0;title\u0007" };
  const line = actionLine(evil, palette(false));
  expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test("a summary says how much it stands for", () => {
  const summary = {
    type: "summary",
    productId: "p",
    sessionId: null,
    summary: "Looked at\nreports",
    replaces: 4,
    forwardedAtS: 0,
  } as const;
  expect(summaryLine(summary, palette(false))).toBe(
    "--:--:--  -             summary    Looked at reports  (for 4 actions)",
  );
});

test("filters: session, user, type and time, all of which must hold", () => {
  const later = { ...action, type: "pageview", timestampEndS: 1_700_000_060 };
  const payload: ActionsPayload = {
    type: "actions",
    productId: "p",
    sessionId: "s1",
    userId: "ada",
    email: null,
    conversationId: null,
    actions: [action, later],
    forwardedAtS: 0,
  };
  expect(passingActions(payload, {})).toHaveLength(2);
  expect(passingActions(payload, { session: "s2" })).toEqual([]);
  expect(passingActions(payload, { user: "bob" })).toEqual([]);
  expect(passingActions(payload, { user: "ada", type: "click" })).toEqual([action]);
  expect(passingActions(payload, { after: 1_700_000_030_000 })).toEqual([later]);
  expect(passingActions({ ...payload, actions: [{ ...action, timestampEndS: 0 }] }, { after: 1e15 })).toHaveLength(1);
});
