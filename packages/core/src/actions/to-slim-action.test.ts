import { expect, test } from "vitest";
import type { Action } from "./action.ts";
import { slimActionToWire } from "./slim-action.ts";
import { type ActionOwner, endOf, toSlimActions } from "./to-slim-action.ts";

const nobody: ActionOwner = { sessionId: null, userId: null, email: null, conversationId: null };

const anAction = (at: number, more: Partial<Action> = {}): Action => ({
  id: `a${at}`,
  type: "click",
  title: "Clicked Export CSV",
  label: "Export CSV",
  url: "https://app.example.com/reports/7?x=1",
  canonicalUrl: "https://app.example.com/reports/:id",
  at,
  receivedAt: at + 40,
  ...more,
});

test("an action as it travels: its sentence, its addresses, its moments in seconds, and whose it is", () => {
  const action = anAction(1_700_000_000_125, { target: { role: "button" } });
  const owner: ActionOwner = { sessionId: "s", userId: "u", email: "ada@example.com", conversationId: "c" };
  expect(toSlimActions([action], 3, owner).map(slimActionToWire)).toEqual([
    {
      title: "Clicked Export CSV",
      description: 'Clicked the "Export CSV" button',
      canonical_url: "https://app.example.com/reports/:id",
      index: 3,
      type: "click",
      timestamp_start: 1_700_000_000.125,
      timestamp_end: 1_700_000_000.125,
      raw_url: "https://app.example.com/reports/7?x=1",
      session_id: "s",
      user_id: "u",
      email: "ada@example.com",
      conversation_id: "c",
    },
  ]);
});

test("positions count on from the first one's; each action lasts until the next begins", () => {
  const slim = toSlimActions([anAction(1_000), anAction(3_500), anAction(4_000)], 7, nobody);
  expect(slim.map(({ index }) => index)).toEqual([7, 8, 9]);
  expect(slim.map(({ timestampStartS, timestampEndS }) => [timestampStartS, timestampEndS])).toEqual([
    [1, 3.5],
    [3.5, 4],
    [4, 4],
  ]);
});

test("nothing travels as nothing, and whose it is may be unknown", () => {
  expect(toSlimActions([], 0, nobody)).toEqual([]);
  expect(toSlimActions([anAction(0)], 0, nobody)[0]).toMatchObject(nobody);
});

test.each([
  ["the next begins later", 1_000, 2_000, 2_000],
  ["the next begins in the same moment", 1_000, 1_000, 1_000],
  ["the next was earlier and arrived out of order", 2_000, 1_000, 2_000],
])("when %s", (_name, at, nextAt, end) => {
  expect(endOf(anAction(at), anAction(nextAt))).toBe(end);
});

test("the last one lasts no time", () => {
  expect(endOf(anAction(1_000), undefined)).toBe(1_000);
});
