import { randomUUID } from "node:crypto";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RasaDouble, startRasaDouble } from "../packages/server/test/support/rasa-double.ts";
import { type DemoServer, startDemoServer } from "./support/demo-server.ts";

// Clients written from the two tutorials' text alone: EventSource and fetch, their addresses, bodies and event names. All
// they are given is a token; nothing of Usher's own client code is in them.

let server: DemoServer;

/** What a browser's `EventSource` does with a stream of named events. */
class EventSource {
  readonly #stop = new AbortController();
  readonly #listeners = new Map<string, ((event: { readonly data: string }) => void)[]>();

  constructor(url: string) {
    void this.#read(url).catch(() => {});
  }

  addEventListener(name: string, listener: (event: { readonly data: string }) => void): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(url: string): Promise<void> {
    const response = await fetch(url, { headers: { origin: server.url }, signal: this.#stop.signal });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
    for await (const { event = "message", data } of events ?? []) {
      for (const listener of this.#listeners.get(event) ?? []) listener({ data });
    }
  }
}

interface Session {
  readonly sessionId: string;
  readonly token: string;
  /** For `EventSource`, which can send no header. */
  ticket(): Promise<string>;
}

async function call<Reply>(path: string, token: string, body?: unknown): Promise<{ status: number; body: Reply }> {
  const response = await fetch(server.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, origin: server.url, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Reply };
}

/** What the page is given before the tutorial begins. */
async function givenSession(key: string, userId: string): Promise<Session> {
  const { body } = await call<{ session_id: string; token: string }>("/v1/session", key, {
    identity: { user_id: userId },
  });
  return {
    sessionId: body.session_id,
    token: body.token,
    async ticket() {
      return (await call<{ ticket: string }>("/v1/stream/ticket", body.token, {})).body.ticket;
    },
  };
}

const apart = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));

describe("the onboarding tutorial's page", () => {
  interface GuidanceEvent {
    readonly type: string;
    readonly id: string;
    readonly session_id: string;
    readonly message: string;
    readonly target: string;
    readonly tour_id: string;
    readonly reason: string;
  }

  /** The tutorial's component: its state, its effect and its handlers. */
  async function openPage() {
    const session = await givenSession("pk_demo_nexus_cloud", `plain-${randomUUID()}`);
    const { sessionId, token } = session;
    const state = {
      connected: false,
      proactiveOffer: undefined as GuidanceEvent | undefined,
      guideStep: undefined as string | undefined,
      contextMessage: undefined as string | undefined,
      chatOpen: false,
    };
    const es = new EventSource(
      `${server.url}/bridge/inkeep/guidance/stream/${sessionId}?ticket=${await session.ticket()}`,
    );
    es.addEventListener("ready", () => {
      state.connected = true;
    });
    es.addEventListener("guidance_offer", (event) => {
      state.proactiveOffer = JSON.parse(event.data) as GuidanceEvent;
    });
    es.addEventListener("guidance_start", () => {
      state.guideStep = "step1";
      state.proactiveOffer = undefined;
    });
    await expect.poll(() => state.connected).toBe(true);
    const send = (type: string) =>
      call<{ stored: number; pending_offer: boolean; offer: GuidanceEvent | null }>(
        "/bridge/inkeep/demo/actions",
        token,
        { session_id: sessionId, actions: [{ type, title: "Connect Data Source" }] },
      );
    const reply = (body: object) =>
      call<{ accepted?: boolean; guidance?: GuidanceEvent | null; detail?: string }>(
        "/bridge/inkeep/inkeep/reply",
        token,
        { session_id: sessionId, ...body },
      );
    return {
      state,
      reply,
      es,
      sendDataSourceOpen: () => send("data_source_open"),
      sendDataSourceComplete: () => send("data_source_complete"),
      async fetchContext() {
        return (await call<{ context: string; has_activity: boolean }>(`/bridge/inkeep/context/${sessionId}`, token))
          .body;
      },
    };
  }

  beforeAll(async () => {
    server = await startDemoServer({ example: "nexus-cloud" });
  });
  afterAll(() => server.stop());

  test("S-000-A: three opens, the popup, Show me, four steps, done", async () => {
    const page = await openPage();
    for (let open = 0; open < 2; open++) {
      expect((await page.sendDataSourceOpen()).body).toEqual({ stored: 1, pending_offer: false, offer: null });
      await apart();
    }
    const third = await page.sendDataSourceOpen();
    expect(third.body).toMatchObject({ stored: 1, pending_offer: true });
    await expect
      .poll(() => page.state.proactiveOffer?.message)
      .toMatch(/^Having trouble connecting your data source\?/);
    const offer = page.state.proactiveOffer;
    expect(offer).toMatchObject({ type: "guidance_offer", tour_id: "data-source-connection" });
    expect(third.body.offer?.id).toBe(offer?.id);

    const accepted = await page.reply({ offer_id: offer?.id });
    expect(accepted).toMatchObject({ status: 200, body: { accepted: true, guidance: { type: "guidance_start" } } });
    await expect.poll(() => page.state.guideStep).toBe("step1");
    expect(page.state.proactiveOffer).toBeUndefined();
    expect((await page.sendDataSourceComplete()).body).toMatchObject({ stored: 1, pending_offer: false });
    for (let open = 0; open < 4; open++) {
      await apart();
      expect((await page.sendDataSourceOpen()).body.offer).toBeNull();
    }
    page.es.close();
  });

  test("S-000-B: Open chat: the context is there, and the guide does not start", async () => {
    const page = await openPage();
    expect(await page.fetchContext()).toMatchObject({ context: "", has_activity: false });
    for (let open = 0; open < 3; open++) {
      await page.sendDataSourceOpen();
      await apart();
    }
    await expect.poll(() => page.state.proactiveOffer).toBeDefined();
    // The one word that the tutorial's code lacks, and for want of which its guide starts under the chat.
    await page.reply({ offer_id: page.state.proactiveOffer?.id, option: "chat" });
    const { context, has_activity } = await page.fetchContext();
    expect(has_activity).toBe(true);
    expect(context).toContain("data_source_open");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(page.state.guideStep).toBeUndefined();
    page.es.close();
  });

  test("S-000-C: completed in the window: silence", async () => {
    const page = await openPage();
    await page.sendDataSourceOpen();
    await page.sendDataSourceComplete();
    for (let open = 0; open < 4; open++) {
      await apart();
      expect((await page.sendDataSourceOpen()).body.offer).toBeNull();
    }
    expect(page.state.proactiveOffer).toBeUndefined();
    page.es.close();
  });

  test("S-000-E: without any stream the reply to the reported event carries the offer", async () => {
    const page = await openPage();
    page.es.close();
    await page.sendDataSourceOpen();
    await apart();
    await page.sendDataSourceOpen();
    await apart();
    const { body } = await page.sendDataSourceOpen();
    expect(body).toMatchObject({ pending_offer: true, offer: { tour_id: "data-source-connection" } });
    expect((await page.reply({ offer_id: body.offer?.id })).body).toMatchObject({ accepted: true });
  });

  test("S-000-F: no offer is 404, a wrong id is 409 and leaves the offer, accepting twice is once", async () => {
    const page = await openPage();
    expect(await page.reply({})).toMatchObject({ status: 404, body: { detail: "No pending offer for this session" } });
    for (let open = 0; open < 3; open++) {
      await page.sendDataSourceOpen();
      await apart();
    }
    await expect.poll(() => page.state.proactiveOffer).toBeDefined();
    const offerId = page.state.proactiveOffer?.id;
    expect(await page.reply({ offer_id: "offer_0" })).toMatchObject({
      status: 409,
      body: { detail: "Offer ID does not match" },
    });
    const first = await page.reply({ offer_id: offerId });
    expect(first).toMatchObject({ status: 200, body: { accepted: true } });
    expect(await page.reply({ offer_id: offerId })).toMatchObject({ status: 200, body: { accepted: true } });
    page.es.close();
  });
});

describe("the bulk edit tutorial's page", () => {
  interface Proactive {
    readonly trigger_id: string;
    readonly body: string;
    readonly session_id: string;
    readonly tours: readonly { readonly id: string; readonly flow_id: string; readonly label: string }[];
  }

  let rasa: RasaDouble;
  beforeAll(async () => {
    rasa = await startRasaDouble();
    server = await startDemoServer({ product: { bridges: { rasa: { url: rasa.url } } } });
  });
  afterAll(async () => {
    await server.stop();
    await rasa.stop();
  });

  async function openPage() {
    const userId = `plain-${randomUUID()}`;
    const session = await givenSession("pk_demo_projects", userId);
    const toasts: Proactive[] = [];
    const es = new EventSource(`${server.url}/bridge/rasa/proactive/stream/${userId}?ticket=${await session.ticket()}`);
    es.addEventListener("proactive", (event) => toasts.push(JSON.parse(event.data) as Proactive));
    const post = (path: string, body: object) =>
      call<Record<string, unknown>>(`/bridge/rasa${path}`, session.token, body);
    return {
      userId,
      toasts,
      es,
      post,
      /** What the analytics of the page capture: three clicks on “Save changes”. */
      async saveThree(count = 3) {
        const events = Array.from({ length: count }, (_, index) => ({
          id: randomUUID(),
          type: "click",
          at: Date.now() - (count - index) * 500,
          url: `${server.url}/demo/projects`,
          element: { role: "button", label: "Save changes" },
        }));
        expect((await call("/v1/capture", session.token, { events })).status).toBe(200);
      },
    };
  }

  test("S-001-A: three saves, the toast, Show me: the tour starts, goes on and ends", async () => {
    const page = await openPage();
    await page.saveThree(2);
    await apart();
    expect(page.toasts).toEqual([]);
    await page.saveThree(1);
    await expect.poll(() => page.toasts.length).toBe(1);
    const [toast] = page.toasts;
    expect(toast).toMatchObject({ trigger_id: "bulk_edit_opportunity", tours: [{ label: "Show me" }] });
    const tour_id = toast?.tours[0]?.id;
    expect((await page.post("/tour/start", { user_id: page.userId, tour_id })).body).toMatchObject({
      status: "ok",
      tour_id: "projects-bulk-edit",
    });
    for (let step = 0; step < 3; step++) {
      expect((await page.post("/tour/step", { user_id: page.userId })).body).toEqual({ status: "ok" });
    }
    expect((await page.post("/tour/end", { user_id: page.userId })).body).toEqual({ status: "ok" });
    await page.saveThree();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(page.toasts).toHaveLength(1);
    page.es.close();
  });

  test("S-001-B: Open chat: the question, then the steps, which name only what there is", async () => {
    const page = await openPage();
    await page.saveThree();
    await expect.poll(() => page.toasts.length).toBe(1);
    const [toast] = page.toasts;
    const sender_id = "socket-session";
    const answer = await page.post("/proactive/inject", {
      sender_id,
      body: toast?.body,
      user_id: page.userId,
      trigger_id: toast?.trigger_id,
    });
    expect(answer).toMatchObject({ status: 200, body: { status: "ok" } });
    await expect.poll(() => rasa.calls.length).toBe(2);
    const said = rasa.calls.flatMap((each) => (each.type === "trigger" ? [each.text] : []));
    expect(said[0]).toBe(toast?.body);
    expect(said[1]?.match(/\*\*[^*]+\*\*/g)).toEqual(["**Table options**", "**Bulk edit**", "**Apply to N**"]);
    expect(rasa.calls.every(({ senderId }) => senderId === sender_id)).toBe(true);
    page.es.close();
  });

  test("the documented refusals", async () => {
    const page = await openPage();
    const refusals = [
      ["/proactive/inject", {}, 400, "sender_id and body required"],
      ["/tour/start", {}, 400, "user_id and tour_id required"],
      ["/tour/start", { user_id: page.userId, tour_id: "nothing" }, 404, "unknown tour nothing"],
    ] as const;
    for (const [path, body, status, detail] of refusals) {
      expect(await page.post(path, body)).toMatchObject({ status, body: { detail } });
    }
    page.es.close();
  });

  test("nobody without a token is told anything", async () => {
    const page = await openPage();
    const response = await fetch(`${server.url}/bridge/rasa/proactive/stream/${page.userId}`);
    expect(response.status).toBe(401);
    await response.body?.cancel();
    page.es.close();
  });
});
