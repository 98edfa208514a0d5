import { expect, test } from "vitest";
import { parseTabMessage } from "./parse-tab-message.ts";

const notice = { id: "o1", page: ["/projects"], deadline: 60_000 };

test.each([
  { type: "hello" },
  { type: "reset" },
  { type: "live", session_id: "s1", offer: null },
  { type: "live", session_id: "s1", offer: notice },
  { type: "offer", session_id: "s1", offer: notice },
  { type: "offer", session_id: "s1", offer: { ...notice, tour: "t1" } },
  { type: "withdraw", offer_id: "o1", reason: "expired" },
  { type: "taken", offer_id: "o1" },
  { type: "closed", offer_id: "o1" },
  { type: "tour", tour_id: "t1", run_id: "r1", state: "ended" },
])("$type is heard", (message) => {
  expect(parseTabMessage(message)).toBe(message);
});

test.each([
  undefined,
  null,
  "reset",
  [],
  { type: "constructor" },
  { type: "unheard-of" },
  { type: 1 },
  { type: "live", session_id: "s1" },
  { type: "live", session_id: 1, offer: null },
  { type: "offer", session_id: "s1", offer: null },
  { type: "offer", session_id: "s1", offer: { ...notice, deadline: "soon" } },
  { type: "offer", session_id: "s1", offer: { ...notice, page: "/projects" } },
  { type: "offer", session_id: "s1", offer: { ...notice, page: [1] } },
  { type: "offer", session_id: "s1", offer: { ...notice, tour: 1 } },
  { type: "withdraw", offer_id: "o1" },
  { type: "taken", offer_id: {} },
  { type: "tour", run_id: "r1" },
])("%j is ignored", (message) => {
  expect(parseTabMessage(message)).toBeUndefined();
});
