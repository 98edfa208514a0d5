import { expect, test } from "vitest";
import {
  parseProactiveIntercomMessages,
  resolveTourOfferForInbound,
  tourOfferQuickReplyBody,
} from "./quick-reply-chips.ts";

function config(...messages: unknown[]): unknown {
  return { proactive_intercom: [{ messages }] };
}

test("reads the chips of all triggers in order, and the older single object", () => {
  const chips = parseProactiveIntercomMessages({
    proactive_intercom: [{ messages: [{ id: "a", label: " Yes " }] }, { messages: [{ id: "b", label: "No" }] }],
  });
  expect(chips?.map((chip) => [chip.id, chip.label])).toEqual([
    ["a", "Yes"],
    ["b", "No"],
  ]);
  const older = parseProactiveIntercomMessages({
    proactive_intercom: { messages: [{ label: "Go", offers_tour: true, flow_id: "f" }] },
  });
  expect(older).toEqual([{ id: "msg_0", label: "Go", userTourExists: true, userTourId: "f" }]);
});

test("where a row has both generations of names, the new ones win, also when they say nothing", () => {
  const row = { label: "Go", user_tour_exists: false, offers_tour: true, user_tour_id: null, flow_id: "old" };
  expect(parseProactiveIntercomMessages(config(row))?.[0]).toMatchObject({ userTourExists: false, userTourId: null });
});

test("chips without an id get one that no other chip of the product has", () => {
  const chips = parseProactiveIntercomMessages({
    proactive_intercom: [{ messages: [{ label: "A" }] }, { messages: [{ label: "B" }] }],
  });
  expect(chips?.map((chip) => chip.id)).toEqual(["msg_0", "msg_1_0"]);
});

test("what is not text is never shown to a user", () => {
  expect(
    parseProactiveIntercomMessages(config({ label: true }, { label: ["a"] }, { label: { a: 1 } }, { label: " " })),
  ).toBeNull();
  expect(parseProactiveIntercomMessages("x")).toBeNull();
  expect(parseProactiveIntercomMessages({ proactive_intercom: [{ messages: 5 }] })).toBeNull();
});

test("only true means that a tour exists", () => {
  expect(parseProactiveIntercomMessages(config({ label: "L", user_tour_exists: "false" }))?.[0]?.userTourExists).toBe(
    false,
  );
});

test("a reply in the chip's words starts its tour, or the default one", () => {
  const own = config({ label: "Show me", user_tour_exists: true, user_tour_id: " flow-2 " });
  expect(resolveTourOfferForInbound(own, "show ME", "flow-1")).toBe("flow-2");
  const none = config({ label: "Show me", user_tour_exists: true });
  expect(resolveTourOfferForInbound(none, "show me", " flow-1 ")).toBe("flow-1");
  expect(resolveTourOfferForInbound(none, "show me", "  ")).toBeNull();
  expect(resolveTourOfferForInbound(config({ label: "No", user_tour_id: "flow-2" }), "no", "flow-1")).toBeNull();
});

test("the question that offers a tour can be configured", () => {
  expect(tourOfferQuickReplyBody({ tour_offer_body: " Shall I show you? " })).toBe("Shall I show you?");
  expect(tourOfferQuickReplyBody({ tour_offer_body: {} })).toBe("Would you like me to show you?");
});
