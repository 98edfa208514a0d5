import type { OfferWire } from "@usher/core";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PageClient } from "./support/page-client.ts";
import { type RasaDouble, startRasaDouble } from "./support/rasa-double.ts";
import { KEY, ORIGIN, SECRET_KEY, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";
import { until as waitUntil } from "./support/until.ts";

const SENDER = "socket-session-1";
const asServer = { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" };

const until = (isSo: () => boolean | Promise<boolean>): Promise<void> => waitUntil(String(isSo), isSo);

let rasa: RasaDouble;
let server: TestServer;

beforeEach(async () => {
  rasa = await startRasaDouble({ token: "rasa-token" });
  server = await startTestServer(
    sampleConfig({ bridges: { rasa: { url: rasa.url, token: "rasa-token" } }, policy: { holdoutShare: 0 } }),
    { bridges: { waitMs: 400 } },
  );
});
afterEach(async () => {
  await server.stop();
  await rasa.stop();
});

interface Toast {
  readonly events: { readonly event: string | undefined; readonly id: string | undefined; readonly data: Proactive }[];
  /** Everything as it came, comments and all. */
  readonly raw: () => string;
  readonly status: number;
  close(): void;
}

interface Proactive {
  readonly trigger_id: string;
  readonly body: string;
  readonly session_id: string;
  readonly offer_id: string;
  readonly tours: readonly { readonly id: string; readonly flow_id: string; readonly label: string }[];
}

/** As `EventSource` reads the stream of the tutorial. */
async function listen(address: string, headers: Record<string, string> = {}): Promise<Toast> {
  const stop = new AbortController();
  const response = await fetch(`${server.url}${address}`, {
    headers: { origin: ORIGIN, ...headers },
    signal: stop.signal,
  });
  const toast: Toast = { events: [], raw: () => raw, status: response.status, close: () => stop.abort() };
  let raw = "";
  if (response.status !== 200 || response.body === null) return toast;
  const text = response.body.pipeThrough(new TextDecoderStream());
  const [copy, parsed] = text.tee();
  void (async () => {
    for await (const chunk of copy) raw += chunk;
  })().catch(() => {});
  void (async () => {
    for await (const { event, id, data } of parsed.pipeThrough(new EventSourceParserStream())) {
      toast.events.push({ event, id, data: JSON.parse(data) });
    }
  })().catch(() => {});
  return toast;
}

async function ticket(page: PageClient): Promise<string> {
  const { body } = await page.post<{ ticket: string; expires_in_s: number }>("/v1/stream/ticket", {});
  expect(body.ticket).toMatch(/^st_/);
  return body.ticket;
}

async function listenAs(page: PageClient, userId: string, more = ""): Promise<Toast> {
  return listen(`/bridge/rasa/proactive/stream/${userId}?ticket=${await ticket(page)}${more}`);
}

async function named(userId: string): Promise<PageClient> {
  const page = await server.page();
  await page.start({ visitor: page.session.visitor as { id: string; secret: string }, identity: { user_id: userId } });
  return page;
}

const triggers = (): readonly string[] =>
  rasa.calls.flatMap((call) => (call.type === "trigger" ? [`${call.senderId}: ${call.text}`] : []));

async function offered(page: PageClient, toast: Toast): Promise<Proactive> {
  await page.threeSaves();
  await until(() => toast.events.length > 0);
  return toast.events[0]?.data as Proactive;
}

async function stateOf(page: PageClient) {
  const found = await server.engine.find("projects", page.session.session_id);
  return found?.snapshot;
}

describe("a plain client written from the tutorial, given a ticket", () => {
  test("three saves, the toast, Open chat: the question, then the grounded steps 0.6 s later", async () => {
    const page = await named("demo-user-1");
    const toast = await listenAs(page, "demo-user-1");
    const offer = await offered(page, toast);
    expect(toast.raw().startsWith("retry: 3000\n\n: connected\n\n")).toBe(true);
    expect(toast.events[0]).toMatchObject({
      event: "proactive",
      id: expect.stringMatching(/:\d+$/),
      data: {
        trigger_id: "bulk_edit_opportunity",
        session_id: page.session.session_id,
        tours: [{ id: "projects-bulk-edit", flow_id: "projects-bulk-edit", label: "Show me" }],
      },
    });
    const answer = await page.post("/bridge/rasa/proactive/inject", {
      sender_id: SENDER,
      body: offer.body,
      user_id: "demo-user-1",
      trigger_id: offer.trigger_id,
    });
    expect(answer).toMatchObject({ status: 200, body: { status: "ok" } });
    await until(() => rasa.calls.length === 2);
    const [question, steps] = rasa.calls;
    expect(question).toMatchObject({ type: "trigger", senderId: SENDER, text: offer.body });
    expect(steps).toMatchObject({ type: "trigger", senderId: SENDER, text: expect.stringContaining("**Apply to N**") });
    if (question?.type !== "trigger" || steps?.type !== "trigger") throw new Error("no follow-up");
    expect(steps.at - question.at).toBeGreaterThanOrEqual(550);
    expect((await stateOf(page))?.agent.name).toBe("reactive_assistance");
    toast.close();
  });

  test("Show me: start, step, end; all steps told means completed", async () => {
    const page = await named("demo-user-1");
    const toast = await listenAs(page, "demo-user-1");
    await offered(page, toast);
    const start = await page.post("/bridge/rasa/tour/start", { user_id: "demo-user-1", tour_id: "projects-bulk-edit" });
    expect(start.body).toEqual({ status: "ok", flow_id: "projects-bulk-edit", tour_id: "projects-bulk-edit" });
    expect((await stateOf(page))?.tour?.tourId).toBe("projects-bulk-edit");
    expect((await page.post("/bridge/rasa/tour/step", { user_id: "demo-user-1" })).body).toEqual({ status: "ok" });
    expect((await page.post("/bridge/rasa/tour/end", { user_id: "demo-user-1" })).body).toEqual({ status: "ok" });
    expect((await stateOf(page))?.tour).toBeNull();
    const ledger = await server.store.ledger("projects", page.session.session_id, 100);
    const tours = ledger.flatMap(({ note }) => (note.type === "tour" ? [note.event] : []));
    expect(tours.at(0)).toBe("started");
    expect(tours.at(-1)).toBe("completed");
    toast.close();
  });

  test("the documented refusals, word for word", async () => {
    const page = await named("demo-user-1");
    const inject = await page.post("/bridge/rasa/proactive/inject", { body: "Hi" });
    expect(inject).toMatchObject({ status: 400, body: { detail: "sender_id and body required" } });
    const start = await page.post("/bridge/rasa/tour/start", { user_id: "demo-user-1" });
    expect(start).toMatchObject({ status: 400, body: { detail: "user_id and tour_id required" } });
    const unknown = await page.post("/bridge/rasa/tour/start", { user_id: "demo-user-1", tour_id: "X" });
    expect(unknown).toMatchObject({ status: 404, body: { detail: "unknown tour X" } });
    for (const query of ["", "?query=", "?query=%20%20"]) {
      const reply = await fetch(`${server.url}/bridge/rasa/reply/demo-user-1${query}`, { headers: asServer });
      expect([reply.status, ((await reply.json()) as { detail: string }).detail]).toEqual([400, "query required"]);
    }
    const nobody = await fetch(`${server.url}/bridge/rasa/tour/step`, {
      method: "POST",
      headers: asServer,
      body: JSON.stringify({ user_id: "nobody" }),
    });
    expect(await nobody.json()).toEqual({ status: "no_session" });
    const health = await fetch(`${server.url}/bridge/rasa/healthz`, { headers: asServer });
    expect(await health.json()).toEqual({ status: "ok", users_tracked: 0, sessions_tracked: 0 });
  });

  test.each([
    ["down" as const, "rasa trigger_intent failed: network"],
    [500, "rasa trigger_intent failed: vendor_unavailable"],
  ])("Rasa %s: 502, the operator sees it, and it can be tried again", async (behaviour, detail) => {
    const page = await named("demo-user-1");
    const toast = await listenAs(page, "demo-user-1");
    const offer = await offered(page, toast);
    rasa.set(behaviour);
    const body = { sender_id: SENDER, body: offer.body, user_id: "demo-user-1", trigger_id: offer.trigger_id };
    expect(await page.post("/bridge/rasa/proactive/inject", body)).toMatchObject({ status: 502, body: { detail } });
    const ledger = await server.store.ledger("projects", page.session.session_id, 100);
    expect(ledger.map(({ note }) => note)).toContainEqual(
      expect.objectContaining({ type: "conversation", bridge: "rasa", event: "undeliverable" }),
    );
    const metrics = await server.metrics.snapshot();
    const failed = Object.entries(metrics).filter(([name]) => name.startsWith("bridge_messages_total"));
    expect(failed).toHaveLength(1);
    rasa.set("up");
    expect((await page.post("/bridge/rasa/proactive/inject", body)).status).toBe(200);
    toast.close();
  });
});

describe("offers on the stream", () => {
  test("a lost connection costs nothing: who reconnects in time is not told twice, and no other tab is told meanwhile", async () => {
    const page = await named("demo-user-1");
    const toast = await listenAs(page, "demo-user-1");
    await offered(page, toast);
    const { id = "" } = toast.events[0] ?? {};
    toast.close();
    const back = await listenAs(page, "demo-user-1", `&last_event_id=${encodeURIComponent(id)}`);
    const reloaded = await listenAs(page, "demo-user-1");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(back.events).toEqual([]);
    expect(reloaded.events).toEqual([]);
    back.close();
    reloaded.close();
  });

  test("an offer made while nobody listened comes with the connection", async () => {
    const page = await named("demo-user-1");
    const toast = await listenAs(page, "demo-user-1");
    await offered(page, toast);
    toast.close();
    const later = await listenAs(page, "demo-user-1");
    await until(() => later.events.length === 1);
    later.close();
  });

  test("two tabs, one toast; taking it in one clears what the other could still show", async () => {
    const page = await named("demo-user-1");
    const tabs = [await listenAs(page, "demo-user-1"), await listenAs(page, "demo-user-1")];
    await page.threeSaves();
    await until(() => tabs.some(({ events }) => events.length > 0));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(tabs.map(({ events }) => events.length).sort()).toEqual([0, 1]);
    const shown = tabs.find(({ events }) => events.length > 0);
    await page.post("/bridge/rasa/proactive/outcome", {
      offer_id: shown?.events[0]?.data.offer_id,
      outcome: "dismissed",
    });
    await until(() => shown?.events.at(-1)?.event === "withdraw");
    expect((await stateOf(page))?.offer?.status).toBe("dismissed");
    for (const tab of tabs) tab.close();
  });

  test("a ticket opens one stream; a foreign or made-up one none; without any the answer is 401", async () => {
    const page = await named("demo-user-1");
    const once = await ticket(page);
    const first = await listen(`/bridge/rasa/proactive/stream/demo-user-1?ticket=${once}`);
    expect(first.status).toBe(200);
    expect((await listen(`/bridge/rasa/proactive/stream/demo-user-1?ticket=${once}`)).status).toBe(401);
    expect((await listen("/bridge/rasa/proactive/stream/demo-user-1?ticket=st_made_up")).status).toBe(401);
    expect((await listen("/bridge/rasa/proactive/stream/demo-user-1")).status).toBe(401);
    expect((await listen(`/bridge/rasa/proactive/stream/somebody-else?ticket=${await ticket(page)}`)).status).toBe(404);
    const elsewhere = { origin: "https://evil.example.com" };
    const foreign = await listen(`/bridge/rasa/proactive/stream/demo-user-1?ticket=${await ticket(page)}`, elsewhere);
    expect(foreign.status).toBe(403);
    first.close();
  });
});

describe("nobody speaks in somebody else's chat", () => {
  test("a conversation that belongs to another visitor is refused; the user's own id is no sender id", async () => {
    const [ada, eve] = [await named("ada"), await named("eve")];
    expect((await ada.post("/bridge/rasa/event", { event: "ready", sender_id: SENDER })).status).toBe(200);
    const taken = await eve.post("/bridge/rasa/event", { event: "ready", sender_id: SENDER });
    expect(taken).toMatchObject({ status: 409, body: { code: "link_conflict" } });
    const wrong = await eve.post("/bridge/rasa/event", { event: "ready", sender_id: "eve" });
    expect(wrong).toMatchObject({ status: 400, body: { code: "body_invalid" } });
    expect(rasa.calls).toEqual([]);
  });

  test("words that are not the offer's never reach the chat", async () => {
    const page = await named("demo-user-1");
    const toast = await listenAs(page, "demo-user-1");
    const offer = await offered(page, toast);
    await page.post("/bridge/rasa/proactive/inject", { sender_id: SENDER, body: "Send me your password", user_id: "" });
    await until(() => triggers().length === 2);
    expect(triggers()[0]).toBe(`${SENDER}: ${offer.body}`);
    expect(triggers().join("\n")).not.toContain("password");
    toast.close();
  });
});

describe("the page adapter", () => {
  async function accepted(page: PageClient): Promise<OfferWire> {
    const listening = await page.listen();
    await page.threeSaves();
    const { data: offer } = await listening.next("offer");
    await page.outcome(offer.id, { outcome: "shown", tab_id: "t" });
    await page.outcome(offer.id, { outcome: "accepted", option: "chat", tab_id: "t" });
    listening.close();
    return offer;
  }

  test("the first time ever there is no socket session: the question waits for it, and is asked once", async () => {
    const page = await named("demo-user-1");
    const offer = await accepted(page);
    const opening = page.post("/bridge/rasa/open", { offer_id: offer.id });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(rasa.calls).toEqual([]);
    await page.post("/bridge/rasa/event", { event: "ready", sender_id: SENDER });
    expect(await opening).toMatchObject({ status: 200, body: { status: "ok", question: offer.body } });
    expect((await page.post("/bridge/rasa/open", { offer_id: offer.id, sender_id: SENDER })).status).toBe(200);
    await until(() => triggers().length === 2);
    expect(triggers().filter((each) => each === `${SENDER}: ${offer.body}`)).toHaveLength(1);
  });

  test("no widget in time: 504, and the ledger says so", async () => {
    const page = await named("demo-user-1");
    const offer = await accepted(page);
    expect(await page.post("/bridge/rasa/open", { offer_id: offer.id })).toMatchObject({
      status: 504,
      body: { code: "bridge_timeout" },
    });
    const ledger = await server.store.ledger("projects", page.session.session_id, 100);
    expect(ledger.map(({ note }) => note)).toContainEqual(
      expect.objectContaining({ type: "conversation", event: "undeliverable", code: "no_widget" }),
    );
  });

  test("an offer of somebody else does not exist", async () => {
    const [ada, eve] = [await named("ada"), await named("eve")];
    const offer = await accepted(ada);
    expect((await eve.post("/bridge/rasa/open", { offer_id: offer.id, sender_id: "s2" })).status).toBe(404);
  });

  test("the user wrote in the widget: nothing is offered until it is closed", async () => {
    const page = await named("demo-user-1");
    await page.post("/bridge/rasa/event", { event: "user-message", sender_id: SENDER });
    const listening = await page.listen();
    await page.threeSaves();
    expect((await stateOf(page))?.offer).toBeNull();
    await page.post("/bridge/rasa/event", { event: "closed", sender_id: SENDER });
    await listening.next("offer");
    listening.close();
  });

  test("a person of the team is in the conversation: nothing is offered until they left", async () => {
    const page = await named("demo-user-1");
    await page.post("/bridge/rasa/event", { event: "ready", sender_id: SENDER });
    const tell = (event: string) =>
      fetch(`${server.url}/bridge/rasa/event`, {
        method: "POST",
        headers: asServer,
        body: JSON.stringify({ event, sender_id: SENDER }),
      });
    expect((await tell("human-joined")).status).toBe(200);
    const listening = await page.listen();
    await page.threeSaves();
    expect((await stateOf(page))?.offer).toBeNull();
    await tell("human-left");
    await listening.next("offer");
    listening.close();
  });
});

describe("Rasa's action server asks what to answer", () => {
  const ask = (userId: string, body: object, key = SECRET_KEY) =>
    fetch(`${server.url}/bridge/rasa/reply/${userId}`, {
      method: "POST",
      headers: { ...asServer, authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });

  test("by the user's id or that of the conversation; the session is in a conversation from then on", async () => {
    const page = await named("demo-user-1");
    await page.threeSaves();
    await page.post("/bridge/rasa/event", { event: "ready", sender_id: SENDER });
    const answer = await ask("demo-user-1", { query: "How do I change many at once?" });
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as { reply: string; name: string | null; has_activity: boolean };
    expect(body).toMatchObject({ reply: expect.stringContaining("**Apply to N**"), name: null, has_activity: true });
    expect((await stateOf(page))?.agent.name).toBe("reactive_assistance");
    expect((await ask("anonymous", { query: "And then?", sender_id: SENDER })).status).toBe(200);
    expect((await ask("nobody", { query: "And then?" })).status).toBe(404);
  });

  test("an empty turn is refused before anything is asked; a publishable key opens nothing", async () => {
    const page = await named("demo-user-1");
    expect((await ask("demo-user-1", { query: "  " })).status).toBe(400);
    expect((await stateOf(page))?.agent.name).toBe("thinking");
    expect((await ask("demo-user-1", { query: "Hi" }, KEY)).status).toBe(401);
  });
});
