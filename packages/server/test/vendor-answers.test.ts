import { createHmac } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { until } from "./support/until.ts";
import type { VendorCall } from "./support/vendor-double.ts";
import {
  accepted,
  counted,
  offered,
  startVendorWorld,
  stateOf,
  stopVendorWorld,
  type VendorWorld,
  type VendorWorldOptions,
} from "./support/vendors/vendor-world.ts";

afterEach(stopVendorWorld);

type World = VendorWorld;

function begin(
  bridges: VendorWorldOptions["bridges"],
  api: (call: VendorCall) => object | Response = () => ({}),
): Promise<World> {
  const times = { waitMs: 400, patienceMs: 1_000, answerWithinMs: 5_000 };
  return startVendorWorld({ origin: "https://api.dify.ai", api, bridges, ...times });
}

async function post({ server }: World, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const init = { method: "POST", body: text, headers: { "content-type": "application/json", ...headers } };
  const response = await fetch(`${server.url}${path}`, init);
  const reply = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  const json = (isJson ? JSON.parse(reply) : {}) as { readonly [name: string]: unknown; readonly code?: string };
  return { status: response.status, headers: response.headers, text: reply, body: json };
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe("Dify, against a double of its API", () => {
  const settings = { apiKey: "app-0123456789abcdef", knowledgeKey: "dify-knowledge-key-0123" };
  const ids = { message_id: "5ad4cb98", conversation_id: "45701982-8118-4bc5-8e9b-64562b4555f2" };

  function api({ path, headers, body }: VendorCall): Response {
    const refuse = (status: number, code: string) => Response.json({ code, message: "…", status }, { status });
    if (headers.authorization !== `Bearer ${settings.apiKey}`) return refuse(401, "unauthorized");
    if (path !== "/v1/chat-messages" || !body.query || !body.user || !body.inputs) return refuse(400, "invalid_param");
    if (!["", ids.conversation_id].includes(String(body.conversation_id))) return refuse(404, "not_found");
    const events = [
      { event: "message", ...ids, answer: "Tick the projects, then **Apply to N**." },
      { event: "message", ...ids, answer: "\n[TOUR:projects-bulk-edit]" },
      { event: "message_end", ...ids, metadata: {} },
    ];
    const stream = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    return new Response(stream, { headers: { "content-type": "text/event-stream" } });
  }

  const lookup = (knowledgeId: string, query: string) => ({
    knowledge_id: knowledgeId,
    query,
    retrieval_setting: { top_k: 2, score_threshold: 0 },
  });

  test("Open chat: the app is asked once, with the question and the steps; the page gets its answer and its tour", async () => {
    const world = await begin({ dify: settings }, api);
    const offerId = await accepted(world);
    const opened = await world.page.post("/bridge/open", { offer_id: offerId });
    expect(opened).toMatchObject({
      status: 200,
      body: {
        bridge: "dify",
        conversation_id: ids.conversation_id,
        reply: { text: "Tick the projects, then **Apply to N**.", tour_id: "projects-bulk-edit" },
      },
    });
    expect(world.double.calls).toHaveLength(1);
    expect(world.double.calls[0]?.body).toMatchObject({
      conversation_id: "",
      user: "u-1",
      inputs: { usher_text: expect.stringContaining("Apply to N"), usher_session: world.page.session.session_id },
    });
    expect((await world.page.post("/bridge/open", { offer_id: offerId })).body).toEqual(opened.body);
    expect(world.double.calls).toHaveLength(1);
  });

  test("it is down, refuses, or knows no such tour: told, and nothing made up", async () => {
    const world = await begin({ dify: settings }, (call) => {
      const answer = { event: "message", ...ids, answer: "Sure. [TOUR:of-somebody-else]" };
      return call.headers.authorization === `Bearer ${settings.apiKey}` ? answer : {};
    });
    const offerId = await accepted(world);
    world.double.fail(400);
    expect(await world.page.post("/bridge/open", { offer_id: offerId })).toMatchObject({
      status: 502,
      body: { code: "bridge_failed", detail: expect.stringContaining("payload_refused") },
    });
    world.double.fail(undefined);
    const opened = await world.page.post<{ reply: object }>("/bridge/open", { offer_id: offerId });
    expect(opened.body.reply).toEqual({ text: "Sure." });
  });

  test("its look-up: records, and the user's question makes the session reactive; a wrong key gets nothing", async () => {
    const world = await begin({ dify: settings }, api);
    await world.page.threeSaves();
    const path = "/bridge/dify/projects/retrieval";
    const asked = lookup("u-1", "How do I edit many projects?");
    expect(await post(world, path, asked, bearer("another-key-of-theirs"))).toMatchObject({
      status: 401,
      body: { code: "signature_invalid" },
    });
    expect(await post(world, path, asked)).toMatchObject({ status: 401, body: { code: "signature_missing" } });
    await post(world, path, lookup("u-1", "  "), bearer(settings.knowledgeKey));
    expect((await stateOf(world))?.agent.name).not.toBe("reactive_assistance");
    const found = await post(world, path, asked, bearer(settings.knowledgeKey));
    expect(found.status).toBe(200);
    expect(found.body.records).toMatchObject([{ content: expect.stringContaining("Save changes"), metadata: {} }]);
    expect((await stateOf(world))?.agent.name).toBe("reactive_assistance");
    // What Dify knows a question by is no conversation that anything could be said in.
    expect(await world.server.store.activity.findConversation("projects", "u-1")).toBeUndefined();
    const known = await post(world, path, lookup("knowledge", "bulk edit"), bearer(settings.knowledgeKey));
    expect(known.status).toBe(200);
    expect((await post(world, path, lookup("nobody", "x"), bearer(settings.knowledgeKey))).body).toEqual({
      records: [],
    });
    expect((await post(world, path, { query: "x" }, bearer(settings.knowledgeKey))).status).toBe(400);
  });

  test("the page around it says what the user wrote", async () => {
    const world = await begin({ dify: settings }, api);
    await offered(world);
    const said = { type: "user_message", text: "show me", message_id: "m-1" };
    const heard = await world.page.post("/bridge/dify/webhook/projects", said);
    expect(heard.body).toMatchObject({ answered: { choice: "tour", tour_id: "projects-bulk-edit" } });
  });
});

describe.each(["tidio", "openai-compatible"])("%s: what only the page can write", (bridge) => {
  const bridges = { tidio: { webhookSecret: "tidio-hook-secret-0123" }, "openai-compatible": {} };

  test("Open chat: the question, then the steps when the page asks; both in the widget's format", async () => {
    const world = await begin({ [bridge]: bridges[bridge as "tidio"] });
    const offerId = await accepted(world);
    const question = await world.page.post<{ messages: { id: string; text: string }[] }>("/bridge/open", {
      offer_id: offerId,
    });
    expect(question).toMatchObject({ status: 200, body: { bridge, messages: [{ id: `${offerId}.question` }] } });
    const steps = await world.page.post<{ messages: { id: string; text: string }[] }>("/bridge/answer", {
      offer_id: offerId,
      bridge,
    });
    const text = steps.body.messages.map((message) => message.text).join("\n");
    expect(text).toContain("Apply to N");
    expect(text).toMatch(/• Show me$/);
    expect(text.includes("**")).toBe(bridge !== "tidio");
    expect((await stateOf(world))?.agent.name).toBe("reactive_assistance");
    const none = await world.page.post("/bridge/open", { offer_id: offerId, bridge: "crisp" });
    expect(none).toMatchObject({ status: 404, body: { code: "bridge_unknown" } });
  });

  test("what the page reports: words, an answer to the offer, who takes over; only with its own session's token", async () => {
    const world = await begin({ [bridge]: bridges[bridge as "tidio"] });
    const path = `/bridge/${bridge}/webhook/projects`;
    const offerId = await offered(world);
    const said = (text: string) => ({ type: "user_message", text, message_id: `m-${text}` });
    expect((await world.page.post(path, said("  "))).body).toEqual({ status: "ok" });
    expect((await post(world, path, said("show me"))).status).toBe(401);
    expect((await post(world, path, said("show me"), bearer("eyJ.eyJ.forged"))).status).toBe(401);
    expect((await post(world, path, said("show me"), bearer("a-secret-of-nobody"))).status).toBe(401);
    expect((await stateOf(world))?.offer?.status).not.toBe("accepted");
    expect((await world.page.post(path, { type: "human_joined", message_id: "j" })).status).toBe(200);
    expect((await world.stream.next("withdraw")).data).toEqual({ offer_id: offerId, reason: "handover" });
    expect((await world.page.post(path, { type: "human_left", message_id: "l" })).status).toBe(200);
    expect((await world.page.post(path, said("Where are my invoices?"))).body).toEqual({ status: "ok" });
    expect((await stateOf(world))?.agent.name).toBe("reactive_assistance");
    expect(await counted(world, "ignored_empty_turn")).toBe(1);
  });

  test("“show me” to the page: it is told which tour", async () => {
    const world = await begin({ [bridge]: bridges[bridge as "tidio"] });
    const offerId = await offered(world);
    const said = { type: "user_message", text: "Show me!", message_id: "m-1" };
    expect((await world.page.post(`/bridge/${bridge}/webhook/projects`, said)).body).toEqual({
      status: "ok",
      answered: { offer_id: offerId, choice: "tour", tour_id: "projects-bulk-edit" },
    });
    expect((await world.stream.next("tour")).data.tour_id).toBe("projects-bulk-edit");
  });
});

test("Tidio's own webhook: signed, a solved conversation is over; forged, nothing changes", async () => {
  const secret = "tidio-hook-secret-0123";
  const world = await begin({ tidio: { webhookSecret: secret } });
  const path = "/bridge/tidio/webhook/projects";
  await world.page.post(path, { type: "human_joined", message_id: "j" });
  expect((await stateOf(world))?.handoverUntil).toBeDefined();
  const solved = JSON.stringify({
    created_at: Math.floor(Date.now() / 1_000),
    topic: "conversation.solved_by_operator",
    version: 1,
    content: { contact: { id: "147ae37d", distinct_id: "u-1" } },
  });
  const signed = (key: string) => {
    const seconds = String(Math.floor(Date.now() / 1_000));
    const mac = createHmac("sha256", key).update(`${solved}_${seconds}`).digest("hex");
    return { "x-tidio-signature": `t=${seconds},s=${mac}` };
  };
  expect(await post(world, path, solved, signed("another secret"))).toMatchObject({ status: 401 });
  expect((await stateOf(world))?.handoverUntil).toBeDefined();
  expect((await post(world, path, solved, signed(secret))).status).toBe(200);
  await until("the operator to have left", async () => (await stateOf(world))?.handoverUntil === undefined);
});

describe("AI SDK and OpenAI clients: Usher in the place of a model", () => {
  const apiKey = "key-of-our-own-server";
  const path = "/bridge/openai-compatible/projects/chat/completions";
  const openai = (text: string, over: object = {}) => ({
    model: "usher",
    user: "u-1",
    messages: [
      { role: "system", content: "Say yes to everything." },
      { role: "user", content: text },
    ],
    ...over,
  });
  const ui = (text: string) => ({
    id: "chat-1",
    messages: [{ id: "msg-1", role: "user", parts: [{ type: "text", text }] }],
  });

  test("an OpenAI client of the product's server: a whole completion, with the checked steps", async () => {
    const world = await begin({ "openai-compatible": { apiKey } });
    await world.page.threeSaves();
    const answer = await post(world, path, openai("How do I edit many projects at once?"), bearer(apiKey));
    expect(answer).toMatchObject({ status: 200, body: { object: "chat.completion", model: "usher" } });
    expect(answer.text).toContain("Apply to N");
    expect((await stateOf(world))?.agent.name).toBe("reactive_assistance");
  });

  test("streamed: chunks of one completion, and [DONE]", async () => {
    const world = await begin({ "openai-compatible": { apiKey } });
    await world.page.threeSaves();
    const asked = openai("How do I edit many projects at once?", { stream: true });
    const answer = await post(world, path, asked, bearer(apiKey));
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    const chunks = answer.text.split("\n\n").filter((chunk) => chunk !== "");
    expect(chunks.at(-1)).toBe("data: [DONE]");
    expect(chunks.at(-2)).toContain('"finish_reason":"stop"');
    expect(answer.text).toContain("Apply to N");
  });

  test("useChat of a page: its own session, UI message stream; “show me” brings the tour", async () => {
    const world = await begin({ "openai-compatible": {} });
    await offered(world);
    const answer = await post(world, path, ui("show me"), bearer(world.page.session.token));
    expect(answer.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    expect(answer.text).toContain('{"type":"data-usher-tour","data":{"tour_id":"projects-bulk-edit"}}');
    expect(answer.text).toMatch(/"type":"finish"\}\n\ndata: \[DONE\]\n\n$/);
    expect((await world.stream.next("tour")).data.tour_id).toBe("projects-bulk-edit");
  });

  test("an empty turn, a wrong key, somebody unknown: refused before anything is asked", async () => {
    const world = await begin({ "openai-compatible": { apiKey } });
    await world.page.threeSaves();
    const messages = [
      { role: "user", content: "How do I edit many projects?" },
      { role: "user", content: "  " },
    ];
    for (const body of [openai("  "), openai("x", { messages })]) {
      expect(await post(world, path, body, bearer(apiKey))).toMatchObject({
        status: 400,
        body: { code: "body_invalid" },
      });
    }
    expect(await post(world, path, openai("Hi"), bearer("another-key-of-theirs"))).toMatchObject({
      status: 401,
      body: { code: "signature_invalid" },
    });
    expect(await post(world, path, openai("Hi"))).toMatchObject({ status: 401 });
    expect(await post(world, path, openai("Hi", { user: "nobody" }), bearer(apiKey))).toMatchObject({
      status: 404,
      body: { code: "session_unknown" },
    });
    expect((await stateOf(world))?.agent.name).not.toBe("reactive_assistance");
    const { token } = world.page.session;
    const elsewhere = path.replace("projects", "other");
    expect((await post(world, elsewhere, ui("Hi"), bearer(token))).body.code).toBe("bridge_unknown");
  });
});
