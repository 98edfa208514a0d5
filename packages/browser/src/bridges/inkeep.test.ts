import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type InkeepChat, type InkeepChatOptions, type InkeepSettings, inkeepChat } from "./inkeep.ts";

interface Sent {
  readonly path: string;
  readonly body: unknown;
}

const QUESTION = "Having trouble connecting your data source?";
const CONTEXT = "REPORTED EVENTS: data_source_open × 3";

let sent: Sent[];
let context: string;
let chat: InkeepChat;
let stop: () => void;

function setUp(options: InkeepChatOptions = {}): void {
  chat = inkeepChat({ waitMs: 200, ...options });
  stop = chat.start({
    host: "http://usher.test",
    pass: async () => ({ token: "t", sessionId: "s_1" }),
    async fetch(address, init) {
      const path = String(address).replace("http://usher.test/bridge/inkeep/", "");
      sent.push({ path, body: init?.body === undefined ? undefined : JSON.parse(String(init.body)) });
      if (path === "open") return Response.json({ question: QUESTION, context, session_id: "s_1" });
      return Response.json(path.startsWith("context/") ? { context } : { status: "ok" });
    },
  });
}

beforeEach(() => {
  sent = [];
  context = CONTEXT;
  setUp();
});
afterEach(() => stop());

/** What a widget does with the settings it was given; their types are the vendor's. */
function callsOf({ baseSettings, aiChatSettings }: InkeepSettings) {
  const onEvent = baseSettings?.onEvent as unknown as (event: {
    readonly eventName: string;
    readonly properties?: object;
  }) => void;
  const setFunctions = aiChatSettings?.chatFunctionsRef as unknown as (functions: object) => void;
  const getTools = aiChatSettings?.getTools as unknown as (about: object) => readonly unknown[];
  return { onEvent, setFunctions, getTools };
}

/** A widget as the page sees it: takes settings, gives functions, reports events. */
function createWidget(own: InkeepSettings = {}) {
  const submitted: (string | undefined)[] = [];
  const functions = { submitMessage: (text?: string) => void submitted.push(text) };
  let settings = chat.settings(own);
  let isMounted = true;
  const connect = (): void => callsOf(settings).setFunctions(functions);
  const stopFollowing = chat.subscribe(() => {
    settings = chat.settings(own);
    if (isMounted) connect();
  });
  const detach = chat.attach();
  connect();
  return {
    submitted,
    settings: () => settings,
    event: (eventName: string, properties: object = {}) => callsOf(settings).onEvent({ eventName, properties }),
    tools: () => callsOf(settings).getTools({}),
    unmount() {
      isMounted = false;
      stopFollowing();
      detach();
    },
  };
}

const opening = () => {
  const log: string[] = [];
  return { log, ready: () => void log.push("ready"), signal: new AbortController().signal };
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
const told = () => sent.filter(({ path }) => path === "chat").map(({ body }) => (body as { event: string }).event);

describe("an offer opens the chat", () => {
  test("nothing was said yet: mounted anew with the question for the user, the rest for the model alone", async () => {
    const widget = createWidget({ aiChatSettings: { introMessage: "Hi!", prompts: ["Be kind."] } });
    expect(widget.settings().aiChatSettings?.introMessage).toBe("Hi!");
    const key = chat.view().key;
    const { log, ...options } = opening();
    await chat.open("s_1.1", options);
    expect(log).toEqual(["ready"]);
    expect(sent[0]).toEqual({ path: "open", body: { offer_id: "s_1.1" } });
    expect(chat.view().key).toBe(key + 1);
    const { introMessage, prompts, context: withEach } = widget.settings().aiChatSettings ?? {};
    expect(introMessage).toBe(QUESTION);
    expect(prompts).toHaveLength(2);
    expect(prompts?.[0]).toBe("Be kind.");
    expect(prompts?.[1]).toContain(CONTEXT);
    expect(JSON.stringify(withEach)).toContain(CONTEXT);
    expect(widget.submitted).toEqual([]);
  });

  test("a conversation goes on: the widget stays, and is asked in the user's name", async () => {
    const widget = createWidget();
    widget.event("user_message_submitted");
    const key = chat.view().key;
    await chat.open("s_1.1", opening());
    await soon();
    expect(chat.view().key).toBe(key);
    expect(widget.settings().aiChatSettings?.introMessage).toBeUndefined();
    expect(widget.submitted).toEqual([`Please help me with this: ${QUESTION}`]);
    // The widget sends prompts with the first question only: what is new goes along with the tools.
    expect(JSON.stringify(widget.tools())).toContain(CONTEXT);
  });

  test("a cleared conversation is none", async () => {
    const widget = createWidget();
    widget.event("user_message_submitted");
    widget.event("chat_clear_button_clicked");
    const key = chat.view().key;
    await chat.open("s_1.1", opening());
    expect(chat.view().key).toBe(key + 1);
    expect(widget.tools()).toEqual([]);
  });

  test("the chat is brought on screen, and waited for", async () => {
    stop();
    let widget: ReturnType<typeof createWidget> | undefined;
    setUp({
      onShow: () => void setTimeout(() => (widget = createWidget()), 30),
      opener: (question) => `Hello. ${question}`,
    });
    const { log, ...options } = opening();
    const opened = chat.open("s_1.1", options);
    await soon();
    expect(log).toEqual([]);
    await opened;
    expect(log).toEqual(["ready"]);
    expect(widget?.settings().aiChatSettings?.introMessage).toBe(`Hello. ${QUESTION}`);
  });

  test("a chat that does not come up leaves the offer to Usher's own panel", async () => {
    await expect(chat.open("s_1.1", opening())).rejects.toThrow("did not come up");
    stop();
    await expect(chat.open("s_1.1", opening())).rejects.toThrow("not running");
  });
});

test("what is asked before the widget is there waits for it, in order; empty turns are nothing", async () => {
  chat.ask("first");
  chat.ask("  ");
  chat.ask("second");
  const widget = createWidget();
  await soon();
  expect(widget.submitted).toEqual(["first", "second"]);
});

/** An event as the widget reports it: with its conversation, instructions to the model first. */
function said(content: unknown): object {
  const messages = [
    { role: "system", content: "Be kind." },
    { role: "assistant", content: QUESTION },
    { role: "user", content },
  ];
  return { conversation: { id: "conv_1", messages } };
}
const texts = () => sent.flatMap(({ path, body }) => (path === "chat" ? [(body as { text?: string }).text] : []));

test("short words go along, as they may answer an offer: masked, and only the user's own", async () => {
  const widget = createWidget();
  widget.event("user_message_submitted", said(" Yes please "));
  widget.event("user_message_submitted", said([{ type: "text", text: "show me" }]));
  widget.event("user_message_submitted", said("ask ada@example.com"));
  widget.event("user_message_submitted", said("Why does it say so? ".repeat(5)));
  widget.event("assistant_message_received", said("no thanks"));
  widget.event("user_message_submitted", {});
  chat.ask("Show me");
  await soon();
  widget.event("user_message_submitted", said("Show me"));
  await soon();
  expect(texts()).toEqual(["Yes please", "show me", "ask [email]", undefined, undefined, undefined]);
  expect(told()).toEqual(Array.from({ length: 6 }, () => "user-message"));
});

test("the server hears that the user writes, opens and closes", async () => {
  const widget = createWidget();
  widget.event("user_message_submitted");
  chat.shown(true);
  await soon();
  chat.shown(false);
  await soon();
  expect(told()).toEqual(["user-message", "opened", "closed"]);
});

test("taken away for a moment and back, nothing was closed", async () => {
  chat.shown(true);
  chat.shown(false);
  chat.shown(true);
  await soon();
  expect(told()).toEqual(["opened"]);
});

test("whoever begins to write is known by the time they ask", async () => {
  const widget = createWidget();
  widget.settings().aiChatSettings?.onInputMessageChange?.("");
  await soon();
  expect(sent).toEqual([]);
  widget.settings().aiChatSettings?.onInputMessageChange?.("H");
  await soon();
  expect(sent.map(({ path }) => path)).toEqual(["context/s_1"]);
  expect(widget.settings().aiChatSettings?.prompts?.at(-1)).toContain(CONTEXT);
});

test("the host's own callbacks stay in force", async () => {
  const heard: unknown[] = [];
  const ref: { current: unknown } = { current: null };
  const widget = createWidget({
    baseSettings: { onEvent: (event: { eventName: string }) => void heard.push(event.eventName) },
    aiChatSettings: { chatFunctionsRef: ref, getTools: () => [{ type: "function" }] },
  } as InkeepSettings);
  widget.event("assistant_message_received");
  expect(heard).toEqual(["assistant_message_received"]);
  expect(ref.current).toHaveProperty("submitMessage");
  expect(widget.tools()).toEqual([{ type: "function" }]);
});

test("a widget that is gone takes its conversation along", async () => {
  const widget = createWidget();
  widget.event("user_message_submitted");
  widget.unmount();
  await soon();
  const key = chat.view().key;
  const opened = chat.open("s_1.1", opening());
  createWidget();
  await opened;
  expect(chat.view().key).toBe(key + 1);
});

test("without React the widget is updated, and mounted anew when that loses nothing", async () => {
  const log: string[] = [];
  let settings: InkeepSettings | undefined;
  const away = chat.mount<InkeepSettings>({}, (given) => {
    settings = given;
    log.push(`mount ${given.aiChatSettings?.introMessage ?? "as it is"}`);
    callsOf(given).setFunctions({ submitMessage() {} });
    return { update: () => void log.push("update"), unmount: () => void log.push("unmount") };
  });
  await chat.open("s_1.1", opening());
  callsOf(settings ?? {}).onEvent({ eventName: "user_message_submitted" });
  await chat.open("s_1.2", opening());
  away();
  expect(log).toEqual(["mount as it is", "unmount", `mount ${QUESTION}`, "update", "unmount"]);
});
