import { afterEach, describe, expect, test } from "vitest";
import { until } from "./support/until.ts";
import type { VendorCall } from "./support/vendor-double.ts";
import { adaCase } from "./support/vendors/ada-case.ts";
import { botpressCase } from "./support/vendors/botpress-case.ts";
import { crispCase } from "./support/vendors/crisp-case.ts";
import { landbotCase } from "./support/vendors/landbot-case.ts";
import type { HookNews, HookOptions, VendorCase, VendorMessage } from "./support/vendors/vendor-case.ts";
import {
  accepted,
  counted,
  offered,
  startVendorWorld,
  stateOf,
  stopVendorWorld,
  type VendorWorld,
} from "./support/vendors/vendor-world.ts";
import { zendeskCase } from "./support/vendors/zendesk-case.ts";

const VENDORS: readonly VendorCase[] = [botpressCase, crispCase, adaCase, landbotCase, zendeskCase];
const TAKEN = { status: 200, code: undefined };

interface World extends VendorWorld {
  readonly vendor: VendorCase;
}

afterEach(stopVendorWorld);

async function begin(
  vendor: VendorCase,
  change: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, VendorCase["settings"]>> = {},
): Promise<World> {
  const bridges = { [vendor.bridge]: { ...vendor.settings, ...change }, ...others };
  const times = { waitMs: 2_000, patienceMs: 4_000, answerWithinMs: 6_000 };
  const api = (call: VendorCall) => vendor.api(call);
  const world = { vendor, ...(await startVendorWorld({ origin: vendor.origin, api, bridges, ...times })) };
  const { server, page } = world;
  if (vendor.linkedBy === "page") {
    const body = { conversation_id: vendor.conversationId };
    expect((await page.post("/sessions/link", body)).status).toBe(200);
  }
  if (vendor.linkedBy === "hook") {
    expect(await hook(world, { type: "said", text: "Hello" }, { sessionId: page.session.session_id })).toEqual(TAKEN);
    // Their first words were a conversation; here it is over.
    await server.engine.apply("projects", page.session.session_id, { type: "chat-closed" });
  }
  return world;
}

async function hook({ vendor, server }: World, news: HookNews, options?: HookOptions) {
  const response = await fetch(`${server.url}/bridge/${vendor.bridge}/webhook/projects`, vendor.hook(news, options));
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code };
}

function openChat({ page }: World, offerId: string) {
  return page.post<{ status: string; code?: string; bridge?: string }>("/bridge/open", { offer_id: offerId });
}

function shown({ vendor, double }: World): readonly VendorMessage[] {
  return double.calls.flatMap((call) => vendor.messageOf(call) ?? []);
}

async function notes({ server, page }: World) {
  return (await server.store.ledger("projects", page.session.session_id, 100)).map(({ note }) => note);
}

describe.each(VENDORS.map((vendor) => [vendor.bridge, vendor] as const))(
  "%s, against a double of its API",
  (_, vendor) => {
    test("three saves, Open chat: the question, then the steps with “Show me”, which starts the tour", async () => {
      const world = await begin(vendor);
      const offerId = await accepted(world);
      expect(await openChat(world, offerId)).toMatchObject({
        status: 200,
        body: { status: "ok", bridge: vendor.bridge },
      });
      await until("the steps", () => shown(world).length >= 2);
      const [question, steps] = shown(world);
      expect(question?.text).toContain("?");
      expect(steps?.text).toContain("Apply to N");
      if (vendor.hasButtons) expect(steps?.chips).toEqual([{ id: "tour", label: "Show me" }]);
      else expect(steps?.text).toMatch(/• Show me$/);
      await until("both to be counted", async () => (await counted(world, "delivered")) === 2);
      expect((await openChat(world, offerId)).status).toBe(200);
      expect(shown(world)).toHaveLength(2);

      expect(await hook(world, { type: "chose", chip: "tour", label: "Show me" })).toEqual(TAKEN);
      expect((await world.stream.next("tour")).data).toMatchObject({ tour_id: "projects-bulk-edit", state: "started" });
    });

    test("what the user writes makes the session reactive; an empty turn and a forged one do nothing", async () => {
      const world = await begin(vendor);
      await offered(world);
      const before = await stateOf(world);
      expect((await hook(world, { type: "said", text: " \u200b " })).status).toBe(200);
      for (const [secret, code] of [
        ["another secret of theirs", "signature_invalid"],
        [null, "signature_missing"],
      ] as const) {
        expect(await hook(world, { type: "said", text: "no thanks" }, { secret })).toEqual({ status: 401, code });
      }
      expect(await stateOf(world)).toEqual(before);
      expect(await counted(world, "ignored_empty_turn")).toBe(1);
      expect(await hook(world, { type: "said", text: "Where are my invoices?" })).toEqual(TAKEN);
      await until("the session to be reactive", async () => {
        return (await stateOf(world))?.agent.name === "reactive_assistance";
      });
      expect(shown(world)).toEqual([]);
    });

    test("“no thanks” declines the offer, “show me” takes it up: in words, without a click", async () => {
      const world = await begin(vendor);
      await offered(world);
      expect(await hook(world, { type: "said", text: "Show me!" })).toEqual(TAKEN);
      expect((await world.stream.next("tour")).data.tour_id).toBe("projects-bulk-edit");
      expect((await stateOf(world))?.offer).toMatchObject({ status: "accepted", acceptedOption: "tour" });
    });

    test("a vendor that is busy is asked again, as late as it says", async () => {
      const world = await begin(vendor);
      const offerId = await accepted(world);
      const calls = world.double.calls.length;
      world.double.fail(429, { times: 1, headers: { "retry-after": "1" } });
      expect((await openChat(world, offerId)).status).toBe(200);
      const [first, second] = world.double.calls.slice(calls);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(950);
      await until("the steps", () => shown(world).some(({ text }) => text.includes("Apply to N")));
      expect(await counted(world, "rate_limited")).toBe(0);
    });

    test("a vendor that is down is asked three times; then the page and the operator are told", async () => {
      const world = await begin(vendor);
      const offerId = await accepted(world);
      const calls = world.double.calls.length;
      world.double.fail(503);
      expect(await openChat(world, offerId)).toMatchObject({ status: 502, body: { code: "bridge_failed" } });
      expect(world.double.calls.length - calls).toBe(3);
      expect(await counted(world, "vendor_unavailable")).toBe(1);
      const told = { type: "conversation", bridge: vendor.bridge, event: "undeliverable", code: "vendor_unavailable" };
      expect(await notes(world)).toContainEqual(expect.objectContaining(told));
      // Once it is back, the same offer opens after all.
      world.double.fail(undefined);
      expect((await openChat(world, offerId)).status).toBe(200);
    });

    test("credentials that the vendor refuses are not tried again", async () => {
      const wrong = Object.keys(vendor.settings).find((name) => ["token", "key", "apiKey", "keySecret"].includes(name));
      const world = await begin(vendor, { [wrong ?? ""]: "credentials-of-last-year" });
      const offerId = await accepted(world);
      const answer = await openChat(world, offerId);
      expect(answer).toMatchObject({ status: 502, body: { code: "bridge_failed" } });
      expect(JSON.stringify(answer.body)).toContain("unauthorised");
      expect(world.double.calls).toHaveLength(1);
      expect(await counted(world, "unauthorised")).toBe(1);
      expect(JSON.stringify(await notes(world))).not.toContain("credentials-of-last-year");
    });

    test("a vendor that never answers: 504 while somebody waits, and the operator sees it", async () => {
      const world = await begin(vendor);
      const offerId = await accepted(world);
      world.double.hang();
      expect(await openChat(world, offerId)).toMatchObject({ status: 504, body: { code: "bridge_timeout" } });
      await until("the failure to be in the ledger", async () => {
        return (await notes(world)).some((note) => note.type === "conversation" && note.code === "network");
      });
      expect(await counted(world, "network")).toBe(1);
    });

    test("a person takes over: the offer goes, no other comes, and “yes” is said to them", async () => {
      // Who writes to an agent has written before: that is how their conversation is known.
      const world = await begin(vendor.linkedBy === "bridge" ? { ...vendor, linkedBy: "hook" } : vendor);
      const offerId = await offered(world);
      expect(await hook(world, { type: "human-joined" })).toEqual(TAKEN);
      expect((await world.stream.next("withdraw")).data).toEqual({ offer_id: offerId, reason: "handover" });
      expect(await hook(world, { type: "said", text: "yes, show me" })).toEqual(TAKEN);
      await world.page.threeSaves();
      const state = await stateOf(world);
      expect([state?.tour, state?.offer?.id, state?.handoverUntil === undefined]).toEqual([null, offerId, false]);
      expect(await hook(world, { type: "human-left" })).toEqual(TAKEN);
      await until("them to have left", async () => (await stateOf(world))?.handoverUntil === undefined);
    });
  },
);

test("a question waits for the widget, and is asked as soon as the page links its conversation", async () => {
  const world = await begin({ ...crispCase, linkedBy: "bridge" });
  const offerId = await accepted(world);
  const opening = openChat(world, offerId);
  await until("the message to wait", async () => (await stateOf(world))?.agent.name === "reactive_assistance");
  const link = { conversation_id: crispCase.conversationId };
  expect((await world.page.post("/sessions/link", link)).body).toMatchObject({ status: "linked" });
  expect((await opening).status).toBe(200);
});

test("of several vendors the one that the page names is spoken to", async () => {
  const world = await begin({ ...crispCase, linkedBy: "bridge" }, {}, { [adaCase.bridge]: adaCase.settings });
  const { page } = world;
  const link = { conversation_id: crispCase.conversationId, bridge: "crisp" };
  expect((await page.post("/sessions/link", link)).status).toBe(200);
  const offerId = await accepted(world);
  expect(await openChat(world, offerId)).toMatchObject({ status: 404, body: { code: "bridge_unknown" } });
  const opened = await page.post("/bridge/open", { offer_id: offerId, bridge: "crisp" });
  expect(opened).toMatchObject({ status: 200, body: { bridge: "crisp" } });
});

test("without a conversation: 504, in the ledger", async () => {
  const world = await begin({ ...crispCase, linkedBy: "bridge" });
  expect(await openChat(world, await accepted(world))).toMatchObject({ status: 504, body: { code: "bridge_timeout" } });
  expect(await notes(world)).toContainEqual(expect.objectContaining({ event: "undeliverable", code: "no_widget" }));
});
