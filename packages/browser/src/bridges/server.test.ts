import { expect, test } from "vitest";
import { serverChat } from "./server.ts";

function world(status: number) {
  const asked: { readonly url: string; readonly body: unknown }[] = [];
  const said: string[] = [];
  const chat = serverChat({ onShow: () => said.push("shown") });
  const stop = chat.start({
    host: "https://usher.example.com",
    fetch: async (url, init) => {
      asked.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      return new Response("{}", { status });
    },
    pass: async () => ({ token: "token", sessionId: "s-1" }),
  });
  const open = () => chat.open("o-1", { ready: () => said.push("ready"), signal: new AbortController().signal });
  return { asked, said, stop, open };
}

test("an accepted offer opens through the server, and the widget comes on screen", async () => {
  const { asked, said, open } = world(200);
  await open();
  expect(asked).toEqual([{ url: "https://usher.example.com/bridge/open", body: { offer_id: "o-1" } }]);
  expect(said).toEqual(["shown", "ready"]);
});

test("a widget that only its page writes into: the question, then the steps; what the user says is told", async () => {
  const asked: { readonly url: string; readonly body: unknown }[] = [];
  const written: string[] = [];
  const replies = [
    { bridge: "tidio", question: "Shall I?", messages: [{ text: "Shall I?" }] },
    { messages: [{ text: "1. Open Projects" }] },
    { status: "ok", answered: { offer_id: "o-2", choice: "chat" } },
    { messages: [{ text: "1. Open Billing" }] },
  ];
  const chat = serverChat({ bridge: "tidio", product: "acme", write: (text) => written.push(text) });
  chat.start({
    host: "https://usher.example.com",
    fetch: async (url, init) => {
      asked.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      return Response.json(replies.shift());
    },
    pass: async () => ({ token: "token", sessionId: "s-1" }),
  });
  await chat.open("o-1", { ready: () => {}, signal: new AbortController().signal });
  await chat.tell({ type: "user_message", text: "tell me", message_id: "m-1" });
  expect(written).toEqual(["Shall I?", "1. Open Projects", "1. Open Billing"]);
  expect(asked.map(({ url }) => url.slice("https://usher.example.com".length))).toEqual([
    "/bridge/open",
    "/bridge/answer",
    "/bridge/tidio/webhook/acme",
    "/bridge/answer",
  ]);
  expect(asked[3]?.body).toEqual({ offer_id: "o-2", bridge: "tidio" });
});

test("a conversation is linked once per session, whenever it is known", async () => {
  const linked: unknown[] = [];
  let sessionId = "s-1";
  const chat = serverChat();
  await chat.link("session_19e5");
  chat.start({
    host: "https://usher.example.com",
    fetch: async (url, init) => {
      if (String(url).endsWith("/sessions/link")) linked.push([sessionId, JSON.parse(String(init?.body))]);
      return Response.json({});
    },
    pass: async () => ({ token: "token", sessionId }),
  });
  await expect.poll(() => linked).toEqual([["s-1", { conversation_id: "session_19e5" }]]);
  const opening = { ready: () => {}, signal: new AbortController().signal };
  await chat.open("o-1", opening);
  sessionId = "s-2";
  await chat.open("o-2", opening);
  expect(linked).toEqual([
    ["s-1", { conversation_id: "session_19e5" }],
    ["s-2", { conversation_id: "session_19e5" }],
  ]);
});

test("a chat of one's own asks with the session's token, and nobody else gets it", async () => {
  const asked: { readonly url: string; readonly token: string | null }[] = [];
  const chat = serverChat();
  await expect(chat.fetch("https://usher.example.com/x")).rejects.toThrow("not running");
  chat.start({
    host: "https://usher.example.com",
    fetch: async (url, init) => {
      asked.push({ url: String(url), token: new Headers(init?.headers).get("authorization") });
      return Response.json({});
    },
    pass: async () => ({ token: "token", sessionId: "s-1" }),
  });
  await chat.fetch("https://usher.example.com/bridge/x", { method: "POST", headers: { "x-mine": "1" } });
  await expect(chat.fetch("https://usher.example.com.evil.example/x")).rejects.toThrow("alone");
  expect(asked).toEqual([{ url: "https://usher.example.com/bridge/x", token: "Bearer token" }]);
});

test("what could not be delivered rejects, so that Usher's own panel opens", async () => {
  const { said, stop, open } = world(502);
  await expect(open()).rejects.toThrow("502");
  expect(said).toEqual([]);
  stop();
  await expect(open()).rejects.toThrow("not running");
});
