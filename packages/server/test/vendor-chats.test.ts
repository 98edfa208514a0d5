import { createHmac, randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { Listening, PageClient } from "./support/page-client.ts";
import { sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";
import { until } from "./support/until.ts";
import { startVendorDouble, type VendorCall, type VendorDouble } from "./support/vendor-double.ts";

const INTERCOM = { accessToken: "access-token-0123", clientSecret: "client-secret-0123", adminId: "814860" };
const KEY = Buffer.from("generic webhook secret, 32 bytes");
const SECRET = `whsec_${KEY.toString("base64")}`;

let server: TestServer | undefined;
let vendor: VendorDouble | undefined;

afterEach(async () => {
  await server?.stop();
  await vendor?.stop();
  server = undefined;
  vendor = undefined;
});

/** Intercom's API as documented: contacts are searched, a conversation begins with a message, replies are parts of it. */
function intercomApi({ path }: VendorCall): object {
  if (path === "/contacts/search") return { type: "list", data: [{ type: "contact", id: "contact-1" }] };
  if (path === "/conversations") return { type: "user_message", id: "msg-1", conversation_id: "conv-1" };
  const parts = [{ type: "conversation_part", id: randomUUID() }];
  return { type: "conversation", id: "conv-1", conversation_parts: { conversation_parts: parts } };
}

interface World {
  readonly server: TestServer;
  readonly vendor: VendorDouble;
  readonly page: PageClient;
  readonly stream: Listening;
}

async function begin(bridge: "intercom" | "generic-webhook"): Promise<World> {
  const isIntercom = bridge === "intercom";
  vendor = await startVendorDouble("https://api.intercom.io", isIntercom ? intercomApi : () => ({ id: "shown-1" }));
  const settings = isIntercom ? INTERCOM : { url: `${vendor.url}/usher`, secret: SECRET };
  server = await startTestServer(sampleConfig({ bridges: { [bridge]: settings }, policy: { holdoutShare: 0 } }), {
    bridges: { fetch: vendor.fetch, waitMs: 400 },
  });
  const page = await server.page();
  await page.start({ visitor: page.session.visitor as { id: string; secret: string }, identity: { user_id: "u-1" } });
  return { server, vendor, page, stream: await page.listen() };
}

async function offered({ page, stream }: World): Promise<string> {
  await page.threeSaves();
  return (await stream.next("offer")).data.id;
}

async function openChat(world: World): Promise<string> {
  const offerId = await offered(world);
  expect((await world.page.outcome(offerId, { outcome: "accepted", option: "chat" })).status).toBe(200);
  return offerId;
}

async function stateOf({ server: { engine }, page }: World) {
  return (await engine.find("projects", page.session.session_id))?.snapshot;
}

/** As in "Notification object" of Intercom's documentation, signed with the app's client secret. */
function notification(topic: string, item: object, secret: string = INTERCOM.clientSecret): RequestInit {
  const body = JSON.stringify({
    type: "notification_event",
    id: `notif_${randomUUID()}`,
    topic,
    created_at: Math.floor(Date.now() / 1_000),
    data: { type: "notification_event_data", item: { type: "conversation", id: "conv-1", ...item } },
  });
  const signature = `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`;
  return { method: "POST", body, headers: { "content-type": "application/json", "x-hub-signature": signature } };
}

function userReplied(text: string, metadata: object = {}): object {
  const author = { type: "user", id: "contact-1" };
  return {
    contacts: { contacts: [{ type: "contact", id: "contact-1", external_id: "u-1" }] },
    conversation_parts: { conversation_parts: [{ id: randomUUID(), body: `<p>${text}</p>`, author, metadata }] },
  };
}

/** Standard Webhooks, as the customer's server signs. */
function signed(body: object, { key = KEY, at = Date.now() } = {}): RequestInit {
  const text = JSON.stringify({ conversation_id: "room-1", user_id: "u-1", message_id: randomUUID(), ...body });
  const [id, seconds] = [`msg_${randomUUID()}`, String(Math.floor(at / 1_000))];
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${text}`).digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": `v1,${signature}` };
  return { method: "POST", body: text, headers: { "content-type": "application/json", ...headers } };
}

async function send(path: string, init: RequestInit): Promise<{ status: number; code: string | undefined }> {
  const response = await fetch(`${server?.url}${path}`, init);
  return { status: response.status, code: ((await response.json()) as { code?: string }).code };
}

async function counted(result: string): Promise<number> {
  const metrics = Object.entries((await server?.metrics.snapshot()) ?? {});
  const found = metrics.find(([name]) => name.startsWith("bridge_messages_total") && name.includes(`"${result}"`));
  return Number(found?.[1] ?? 0);
}

const TAKEN = { status: 200, code: undefined };

describe("Intercom", () => {
  test("Open chat: a conversation begins with the question, the steps follow, “yes, show me” starts the tour", async () => {
    const world = await begin("intercom");
    const { page, vendor, stream } = world;
    const offerId = await openChat(world);
    expect(await page.post("/bridge/open", { offer_id: offerId })).toMatchObject({
      status: 200,
      body: { status: "ok", bridge: "intercom" },
    });
    await until("the steps", () => vendor.calls.length >= 4);
    const [search, start, question, steps] = vendor.calls;
    expect(search?.body).toMatchObject({ query: { field: "external_id", value: "u-1" } });
    expect(start).toMatchObject({ path: "/conversations", body: { from: { type: "user", id: "contact-1" } } });
    expect(question).toMatchObject({
      path: "/conversations/conv-1/reply",
      headers: { authorization: `Bearer ${INTERCOM.accessToken}` },
      body: { message_type: "comment", admin_id: INTERCOM.adminId },
    });
    expect(steps?.body).toMatchObject({
      message_type: "quick_reply",
      body: expect.stringContaining("Apply to N"),
      reply_options: [{ text: "Show me", uuid: "tour" }],
    });
    expect((steps?.at ?? 0) - (question?.at ?? 0)).toBeGreaterThanOrEqual(550);
    expect((await page.post("/bridge/open", { offer_id: offerId })).status).toBe(200);
    expect(vendor.calls).toHaveLength(4);

    const answer = notification("conversation.user.replied", userReplied("yes, show me"));
    expect(await send("/chatbot-webhook/projects", answer)).toEqual(TAKEN);
    expect((await stream.next("tour")).data).toMatchObject({ tour_id: "projects-bulk-edit", state: "started" });
    expect((await stateOf(world))?.tour?.tourId).toBe("projects-bulk-edit");

    // The same again, as Intercom repeats what it thinks was lost: nothing happens twice.
    expect(await send("/bridge/intercom/webhook/projects", answer)).toEqual(TAKEN);
    expect(await counted("repeated")).toBe(1);
    stream.close();
  });

  test("a quick reply is the choice it names, whatever it is called", async () => {
    const world = await begin("intercom");
    const offerId = await openChat(world);
    await world.page.post("/bridge/open", { offer_id: offerId });
    const item = userReplied("Näytä minulle", { quick_reply_uuid: "tour" });
    expect(await send("/bridge/intercom/webhook/projects", notification("conversation.user.replied", item))).toEqual(
      TAKEN,
    );
    expect((await world.stream.next("tour")).data.tour_id).toBe("projects-bulk-edit");
    world.stream.close();
  });

  test("one tab plays the tour: the first that claims it, also one that connects later", async () => {
    const world = await begin("intercom");
    const { page, stream } = world;
    await page.post("/bridge/open", { offer_id: await openChat(world) });
    const showMe = () => notification("conversation.user.replied", userReplied("show me"));
    await send("/chatbot-webhook/projects", showMe());
    const { data } = await stream.next("tour");
    expect(data).toMatchObject({ tour_id: "projects-bulk-edit", state: "started", unclaimed: true });
    // Said twice before any tab plays it: still the one run.
    await send("/chatbot-webhook/projects", showMe());
    const { tour_id, run_id } = data;
    const later = await page.listen();
    expect((await later.next("ready")).data.tour).toEqual({ tour_id, run_id });
    later.close();

    const claim = (tab: string) => page.post(`/v1/tours/${tour_id}/start`, { run_id, tab_id: tab });
    expect(await claim("tab-a")).toMatchObject({ status: 200, body: { run_id, tour: { id: tour_id } } });
    expect(await claim("tab-b")).toMatchObject({ status: 409, body: { code: "tour_claimed" } });
    expect((await claim("tab-a")).status).toBe(200);
    const third = await page.listen();
    expect((await third.next("ready")).data).not.toHaveProperty("tour");
    third.close();

    await page.post(`/v1/tours/${tour_id}/end`, { run_id, outcome: "dismissed", step: 0 });
    expect((await stream.next("tour")).data).toEqual({ tour_id, run_id, state: "ended" });
    expect((await claim("tab-b")).status).toBe(409);
    expect((await stateOf(world))?.tour).toBeNull();
    // Asked for once more, it is another run.
    await send("/chatbot-webhook/projects", showMe());
    expect((await stream.next("tour")).data).toMatchObject({ tour_id, run_id: expect.not.stringMatching(run_id) });
    stream.close();
  });

  test("forged webhooks are refused and counted, under both addresses", async () => {
    const world = await begin("intercom");
    await offered(world);
    const forged = notification("conversation.user.replied", userReplied("yes"), "another-secret");
    expect(await send("/chatbot-webhook/projects", forged)).toEqual({ status: 403, code: "signature_refused" });
    const refused = { status: 401, code: "signature_invalid" };
    expect(await send("/bridge/intercom/webhook/projects", forged)).toEqual(refused);
    const bare = { ...forged, headers: { "content-type": "application/json" } };
    expect(await send("/bridge/intercom/webhook/projects", bare)).toEqual({ status: 401, code: "signature_missing" });
    expect(await counted("signature_invalid")).toBe(2);
    expect((await stateOf(world))?.offer?.status).not.toBe("accepted");
    expect(await send("/chatbot-webhook/nobody", forged)).toEqual({ status: 404, code: "product_unknown" });
    expect(await send("/bridge/crisp/webhook/projects", forged)).toEqual({ status: 404, code: "bridge_unknown" });
    world.stream.close();
  });

  test("what cannot be delivered is in the ledger and the metrics, and Usher's own panel answers", async () => {
    const world = await begin("intercom");
    const { page, vendor } = world;
    const offerId = await openChat(world);
    vendor.fail(500);
    const refused = await page.post("/bridge/open", { offer_id: offerId });
    expect(refused).toMatchObject({ status: 502, body: { code: "bridge_failed" } });
    expect(await counted("vendor_unavailable")).toBe(1);
    const ledger = await world.server.store.ledger("projects", page.session.session_id, 100);
    expect(ledger.map(({ note }) => note)).toContainEqual(
      expect.objectContaining({ type: "conversation", bridge: "intercom", event: "undeliverable" }),
    );
    const frames = await page.chat({ offer_id: offerId });
    expect(frames.at(-1)).toMatchObject({ event: "reply-done" });
    world.stream.close();
  });
});

describe("a webhook of one's own", () => {
  const PATH = "/bridge/generic-webhook/webhook/projects";

  test("question, steps, and “yes, show me” starts the tour", async () => {
    const world = await begin("generic-webhook");
    const { page, vendor, stream } = world;
    expect(await send(PATH, signed({ type: "conversation_started" }))).toEqual(TAKEN);
    const offerId = await openChat(world);
    expect((await page.post("/bridge/open", { offer_id: offerId })).status).toBe(200);
    await until("the steps", () => vendor.calls.length === 2);
    const [question, steps] = vendor.calls;
    expect(question?.body).toMatchObject({ conversation_id: "room-1", session_id: page.session.session_id });
    expect(steps?.body).toMatchObject({
      message: { text: expect.stringContaining("Apply to N") },
      chips: [{ id: "tour", label: "Show me" }],
    });
    const id = String(steps?.headers["webhook-id"]);
    const content = `${id}.${String(steps?.headers["webhook-timestamp"])}.${steps?.text}`;
    const expected = createHmac("sha256", KEY).update(content).digest("base64");
    expect(steps?.headers["webhook-signature"]).toBe(`v1,${expected}`);
    expect(await send(PATH, signed({ type: "user_message", text: "yes, show me" }))).toEqual(TAKEN);
    expect((await stream.next("tour")).data).toMatchObject({ tour_id: "projects-bulk-edit", state: "started" });
    stream.close();
  });

  test("an offer that is open is accepted in words, without a click", async () => {
    const world = await begin("generic-webhook");
    await offered(world);
    expect(await send(PATH, signed({ type: "user_message", text: "Show me!" }))).toEqual(TAKEN);
    expect((await world.stream.next("tour")).data.tour_id).toBe("projects-bulk-edit");
    expect((await stateOf(world))?.offer).toMatchObject({ status: "accepted", acceptedOption: "tour" });
    world.stream.close();
  });

  test("“no thanks” declines it, and a question makes the session reactive", async () => {
    const world = await begin("generic-webhook");
    await offered(world);
    expect(await send(PATH, signed({ type: "user_message", text: "no thanks" }))).toEqual(TAKEN);
    expect((await stateOf(world))?.offer?.status).toBe("dismissed");
    expect(await send(PATH, signed({ type: "user_message", text: "Where are my invoices?" }))).toEqual(TAKEN);
    expect((await stateOf(world))?.agent.name).toBe("reactive_assistance");
    world.stream.close();
  });

  test("forged, old and repeated ones change nothing", async () => {
    const world = await begin("generic-webhook");
    await offered(world);
    const yes = { type: "user_message", text: "yes" };
    expect(await send(PATH, signed(yes, { key: Buffer.from("another key") }))).toEqual({
      status: 401,
      code: "signature_invalid",
    });
    expect((await send(PATH, signed(yes, { at: Date.now() - 600_000 }))).status).toBe(401);
    expect((await stateOf(world))?.offer?.acceptedOption ?? null).toBeNull();
    const no = signed({ type: "user_message", text: "no" });
    expect(await send(PATH, no)).toEqual(TAKEN);
    expect(await send(PATH, no)).toEqual(TAKEN);
    expect(await counted("repeated")).toBe(1);
    expect((await send(PATH, signed({ ...yes, user_id: "somebody-else", conversation_id: "room-2" }))).status).toBe(
      200,
    );
    expect(await counted("no_session")).toBe(1);
    world.stream.close();
  });

  test("nothing is offered while a person is in the conversation", async () => {
    const world = await begin("generic-webhook");
    expect(await send(PATH, signed({ type: "human_joined" }))).toEqual(TAKEN);
    await world.page.threeSaves();
    const ledger = await world.server.store.ledger("projects", world.page.session.session_id, 100);
    expect(ledger.map(({ note }) => note)).toContainEqual(
      expect.objectContaining({ type: "held", detail: "a person is in the conversation" }),
    );
    expect((await stateOf(world))?.offer).toBeNull();
    world.stream.close();
  });

  test("a person in the conversation: the open offer goes, no other comes, and “yes” is said to them", async () => {
    const world = await begin("generic-webhook");
    const offerId = await offered(world);
    expect(await send(PATH, signed({ type: "human_joined" }))).toEqual(TAKEN);
    expect((await world.stream.next("withdraw")).data).toEqual({ offer_id: offerId, reason: "handover" });
    expect(await send(PATH, signed({ type: "user_message", text: "yes, show me" }))).toEqual(TAKEN);
    await world.page.threeSaves();
    const state = await stateOf(world);
    expect([state?.tour, state?.offer?.id, state?.handoverUntil === undefined]).toEqual([null, offerId, false]);
    expect(await send(PATH, signed({ type: "human_left" }))).toEqual(TAKEN);
    expect((await stateOf(world))?.handoverUntil).toBeUndefined();
    world.stream.close();
  });
});

test("a product without such a vendor opens its offers in Usher's panel", async () => {
  server = await startTestServer(sampleConfig({ bridges: {} }));
  const page = await server.page();
  expect(await page.post("/bridge/open", { offer_id: "any" })).toMatchObject({
    status: 404,
    body: { code: "bridge_unknown" },
  });
});
