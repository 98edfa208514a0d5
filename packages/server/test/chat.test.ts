import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ChatFrames } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import type { LanguageModel } from "../src/ports/language-model.ts";
import { createManualClock } from "./support/manual-clock.ts";
import type { Frame, Listening, PageClient } from "./support/page-client.ts";
import { ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";
import { until } from "./support/until.ts";

let server: TestServer;
afterEach(() => server.stop());

const GOOD = "Click **Table options**, then **Apply to N**.";

function modelSaying(text: string): LanguageModel & { asked: number } {
  const model = {
    asked: 0,
    async *stream() {
      model.asked++;
      yield text;
    },
  };
  return model;
}

async function offered(): Promise<{ page: PageClient; stream: Listening; offerId: string }> {
  const page = await server.page();
  const stream = await page.listen();
  await stream.next("ready");
  await page.threeSaves();
  const { data } = await stream.next("offer");
  return { page, stream, offerId: data.id };
}

function textOf(frames: readonly Frame<ChatFrames>[]): string {
  let text = "";
  for (const { event, data } of frames) {
    const piece = data as { readonly text: string };
    if (event === "reply-delta") text += piece.text;
    if (event === "reply-replace") text = piece.text;
  }
  return text;
}

function doneOf(frames: readonly Frame<ChatFrames>[]): ChatFrames["reply-done"] | undefined {
  return frames.find(({ event }) => event === "reply-done")?.data;
}

async function storedReply(page: PageClient, id: string): Promise<Response> {
  return fetch(`${server.url}/v1/chat/replies/${id}`, {
    headers: { authorization: `Bearer ${page.session.token}`, origin: ORIGIN },
  });
}

describe("a reply", () => {
  test("leads to the tour that shows what it says", async () => {
    server = await startTestServer(sampleConfig(), { model: modelSaying(GOOD) });
    const { page, offerId } = await offered();
    const frames = await page.chat({ offer_id: offerId });
    expect(textOf(frames)).toBe(GOOD);
    expect(doneOf(frames)).toMatchObject({ source: "llm", tour: { id: "projects-bulk-edit", label: "Show me" } });
  });

  test("is written once per offer, and repeated when it is asked for again", async () => {
    const model = modelSaying(GOOD);
    server = await startTestServer(sampleConfig(), { model });
    const { page, offerId } = await offered();
    await page.chat({ offer_id: offerId });
    const again = await page.chat({ offer_id: offerId });
    expect(textOf(again)).toBe(GOOD);
    expect(doneOf(again)?.source).toBe("stored");
    expect(model.asked).toBe(1);
    const kept = await server.store.chatHistory("projects", page.session.session_id, 50);
    expect(kept.map(({ role }) => role)).toEqual(["assistant", "assistant"]);
  });

  test("whose stream broke goes on, and is there for whoever comes back", async () => {
    let release: (() => void) | undefined;
    const model = {
      asked: 0,
      async *stream() {
        model.asked++;
        yield "Click **Table options**.\n";
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        yield "Then click **Apply to N**.";
      },
    };
    server = await startTestServer(sampleConfig(), { model });
    const page = await server.page();
    await page.threeSaves();
    const question = { message: "How do I edit many?", message_id: "q1" };
    const controller = new AbortController();
    const broken = await fetch(`${server.url}/v1/chat`, {
      method: "POST",
      headers: { authorization: `Bearer ${page.session.token}`, origin: ORIGIN, "content-type": "application/json" },
      body: JSON.stringify(question),
      signal: controller.signal,
    });
    await until("the model to be asked", () => release !== undefined);
    expect(broken.status).toBe(200);
    controller.abort();
    expect(await (await storedReply(page, "q1.reply")).json()).toMatchObject({
      state: "writing",
      text: "Click **Table options**.\n",
    });
    const back = page.chat(question);
    release?.();
    const whole = "Click **Table options**.\nThen click **Apply to N**.";
    expect(textOf(await back)).toBe(whole);
    expect(await (await storedReply(page, "q1.reply")).json()).toEqual({ id: "q1.reply", state: "done", text: whole });
    expect(doneOf(await page.chat(question))?.source).toBe("stored");
    expect(model.asked).toBe(1);
    const kept = await server.store.chatHistory("projects", page.session.session_id, 50);
    expect(kept.map(({ messageId }) => messageId)).toEqual(["q1", "q1.reply"]);
    const stranger = await server.page();
    expect((await storedReply(stranger, "q1.reply")).status).toBe(404);
  });

  test("is put right when a name is nearly right", async () => {
    server = await startTestServer(sampleConfig(), { model: modelSaying("Click **Table option**.") });
    const { page, offerId } = await offered();
    expect(textOf(await page.chat({ offer_id: offerId }))).toBe("Click **Table options**.");
  });

  test("may name addresses that the product allows, and no others", async () => {
    const link = "https://docs.example.com/bulk";
    server = await startTestServer(sampleConfig({ chat: { allowLinks: [link] } }), {
      model: modelSaying(`More at ${link}.`),
    });
    const { page, offerId } = await offered();
    expect(textOf(await page.chat({ offer_id: offerId }))).toBe(`More at ${link}.`);
    await server.stop();
    server = await startTestServer(sampleConfig(), { model: modelSaying(`More at ${link}.`) });
    const other = await offered();
    expect(doneOf(await other.page.chat({ offer_id: other.offerId }))?.source).toBe("how_to");
  });
});

test("an empty turn reaches no model", async () => {
  const model = modelSaying(GOOD);
  server = await startTestServer(sampleConfig(), { model });
  const page = await server.page();
  for (const message of ["", "   ", "\u200b\u2060", "\n\t"]) {
    expect((await page.post("/v1/chat", { message })).status).toBe(400);
  }
  expect(model.asked).toBe(0);
});

test("what is kept and what the model is given hold no addresses, tokens and card numbers", async () => {
  const prompts: string[] = [];
  const model = {
    async *stream(prompt: unknown) {
      prompts.push(JSON.stringify(prompt));
      yield GOOD;
    },
  };
  server = await startTestServer(sampleConfig(), { model });
  const page = await server.page();
  await page.threeSaves();
  await page.chat({ message: "I am ada@example.com, card 4111 1111 1111 1111, key sk_live_0123456789abcdef" });
  const kept = JSON.stringify(await server.store.chatHistory("projects", page.session.session_id, 50));
  for (const text of [kept, ...prompts]) expect(text).not.toMatch(/ada@|4111|sk_live/);
  expect(kept).toContain("[email]");
});

describe("budgets", () => {
  test("beyond them the how-to answers", async () => {
    const clock = createManualClock(1_800_000_000_000);
    const model = modelSaying(GOOD);
    const chat = { repliesPerMinute: 2, repliesPerDay: 3 };
    server = await startTestServer(sampleConfig({ chat }), { model, clock });
    const page = await server.page();
    const at = clock.now();
    await page.capture({ type: "page_view", at });
    const ask = async () => doneOf(await page.chat({ message: "How do I edit many projects?" }))?.source;
    expect([await ask(), await ask(), await ask()]).toEqual(["llm", "llm", "how_to"]);
    await clock.advance(60_000);
    expect([await ask(), await ask()]).toEqual(["llm", "how_to"]);
    expect(model.asked).toBe(3);
    await clock.advance(86_400_000);
    await page.start();
    await page.capture({ type: "page_view", at: clock.now() });
    expect(await ask()).toBe("llm");
  });

  test("a product that spent its tokens pays for no more", async () => {
    const model = modelSaying(GOOD);
    server = await startTestServer(sampleConfig({ chat: { tokensPerDay: 100 } }), { model });
    const first = await offered();
    expect(doneOf(await first.page.chat({ offer_id: first.offerId }))?.source).toBe("llm");
    expect(doneOf(await first.page.chat({ message: "And then?" }))?.source).toBe("how_to");
  });
});

test("a model that fails five times is left in peace for 120 s, then tried once", async () => {
  const clock = createManualClock(1_800_000_000_000);
  let isDown = true;
  let asked = 0;
  const model: LanguageModel = {
    async *stream() {
      asked++;
      if (isDown) throw new Error("down");
      yield GOOD;
    },
  };
  const chat = { repliesPerMinute: 1_000, repliesPerDay: 1_000 };
  server = await startTestServer(sampleConfig({ chat }), { model, clock });
  const page = await server.page();
  await page.capture({ type: "page_view", at: clock.now() });
  const ask = async () => doneOf(await page.chat({ message: "How do I edit many projects?" }))?.source;
  for (let count = 0; count < 8; count++) expect(await ask()).toBe("how_to");
  expect(asked).toBe(5);
  await clock.advance(120_000);
  expect(await ask()).toBe("how_to");
  expect(await ask()).toBe("how_to");
  expect(asked).toBe(6);
  isDown = false;
  await clock.advance(120_000);
  expect([await ask(), await ask()]).toEqual(["llm", "llm"]);
});

describe("a model's server that misbehaves: the how-to arrives in time", () => {
  let double: Server | undefined;
  afterEach(() => {
    double?.closeAllConnections();
    double?.close();
  });

  const chunk = (content: string, finish: string | null = null): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;

  test.each<[string, readonly string[], boolean]>([
    ["says nothing", [], false],
    ["stops in the middle", [chunk("Click **Table options**.\nThen")], false],
    ["ends in the middle", [chunk("Click **Table options**.\nThen")], true],
    ["is cut off by its own limit", [chunk("Click **Table options**"), chunk("", "length")], true],
    ["speaks no JSON", ["data: {nonsense\n\n"], true],
    ["speaks HTML", ["<html>Bad gateway</html>"], true],
    ["says nothing and ends", ["data: [DONE]\n\n"], true],
  ])("%s", async (_, chunks, ends) => {
    double = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.flushHeaders();
      for (const text of chunks) response.write(text);
      if (ends) response.end();
    });
    await new Promise<void>((resolve) => double?.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(double.address() as AddressInfo).port}/v1`;
    const llm = { baseUrl, model: "double", firstTokenTimeoutMs: 300, totalTimeoutMs: 600 };
    server = await startTestServer(sampleConfig({}, { llm }));
    const { page, offerId } = await offered();
    const frames = await page.chat({ offer_id: offerId });
    expect(doneOf(frames)?.source).toBe("how_to");
    expect(textOf(frames)).toContain("1. Click **Table options**.");
  });
});

describe("an offer that is answered in words", () => {
  test.each([
    ["show me", "tour"],
    ["Ja, zeig mir!", "tour"],
    ["yes please", "tour"],
    ["sí, por favor", "tour"],
    ["👍", "tour"],
  ])("%s starts the tour", async (message, choice) => {
    server = await startTestServer();
    const { page, stream, offerId } = await offered();
    const frames = await page.chat({ offer_id: offerId, message, message_id: "w1" });
    expect(frames.map(({ event, data }) => [event, data])).toEqual([
      ["offer-answered", { id: "w1", offer_id: offerId, choice, tour_id: "projects-bulk-edit" }],
    ]);
    expect((await stream.next("withdraw")).data).toEqual({ offer_id: offerId, reason: "accepted" });
    const offer = await server.store.findOffer("projects", offerId);
    expect(offer).toMatchObject({ status: "accepted", acceptedOption: "tour" });
  });

  test.each(["no thanks", "Nein danke", "pas maintenant", "not now"])("%s dismisses it", async (message) => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    const frames = await page.chat({ message });
    expect(frames[0]?.data).toMatchObject({ offer_id: offerId, choice: "declined" });
    expect((await server.store.findOffer("projects", offerId))?.status).toBe("dismissed");
  });

  test("explain opens the chat on it: the question, then the steps", async () => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    const frames = await page.chat({ message: "explain" });
    expect(frames.map(({ event }) => event)).toEqual(["offer-answered", "message", "reply-delta", "reply-done"]);
    expect(await server.store.findOffer("projects", offerId)).toMatchObject({
      status: "accepted",
      acceptedOption: "chat",
    });
  });

  test.each([
    "yes, but why is it slow?",
    "no idea what this is, can you explain the export?",
    "yes I was wondering how projects are sorted",
  ])("%s is a question", async (message) => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    const frames = await page.chat({ message });
    expect(frames.map(({ event }) => event)).not.toContain("offer-answered");
    expect(doneOf(frames)).toBeDefined();
    expect((await server.store.findOffer("projects", offerId))?.status).toBe("withdrawn");
  });

  test("after the chat was chosen, show me still starts the tour; yes is part of the conversation", async () => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    await page.outcome(offerId, { outcome: "accepted", option: "chat" });
    await page.chat({ offer_id: offerId });
    expect((await page.chat({ offer_id: offerId, message: "yes" })).at(-1)?.event).toBe("reply-done");
    const frames = await page.chat({ offer_id: offerId, message: "show me" });
    expect(frames[0]?.data).toMatchObject({ choice: "tour", tour_id: "projects-bulk-edit" });
  });

  test("without an offer yes is just a message", async () => {
    server = await startTestServer();
    const page = await server.page();
    expect((await page.chat({ message: "yes" })).map(({ event }) => event)).toEqual(["reply-delta", "reply-done"]);
  });
});
