import { builtinTrigger } from "@usher/core";
import { sampleTrigger } from "@usher/core/testing";
import { afterEach, describe, expect, test } from "vitest";
import { createManualClock } from "./support/manual-clock.ts";
import type { Listening, PageClient } from "./support/page-client.ts";
import { ORIGIN, PROJECTS, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

let server: TestServer;
afterEach(() => server.stop());

const SAVE = { element: { role: "button", label: "Save changes" } } as const;

async function offered(): Promise<{ page: PageClient; stream: Listening; offerId: string }> {
  const page = await server.page();
  const stream = await page.listen();
  await stream.next("ready");
  await page.threeSaves();
  const { data } = await stream.next("offer");
  return { page, stream, offerId: data.id };
}

describe("three saves", () => {
  test("bring one offer, with both ways to take it, to the page that listens", async () => {
    server = await startTestServer();
    const page = await server.page();
    const stream = await page.listen();
    const ready = await stream.next("ready");
    expect(ready.data).toMatchObject({ session_id: page.session.session_id, offer: null });
    expect(await page.threeSaves()).toEqual({ accepted: 4, duplicate: 0, rejected: [] });
    const { data: offer, id } = await stream.next("offer");
    expect(id).toBe(`${server.store.epoch}:1`);
    expect(offer).toMatchObject({
      trigger_id: "bulk_edit_opportunity",
      status: "pending",
      options: [
        { id: "tour", kind: "tour", label: "Show me", tour_id: "projects-bulk-edit" },
        { id: "chat", kind: "chat", label: "Open chat" },
      ],
    });
    await page.capture(SAVE);
    expect(stream.frames.filter((frame) => frame.event === "offer")).toHaveLength(1);
  });

  test.each([
    ["epoch seconds as text", (at: number) => String(at / 1_000)],
    ["epoch seconds", (at: number) => at / 1_000],
    ["epoch milliseconds", (at: number) => at],
    ["ISO-8601", (at: number) => new Date(at).toISOString()],
    ["ISO-8601 without a zone", (at: number) => new Date(at).toISOString().replace("Z", "")],
  ])("are recognised with %s, shuffled and duplicated", async (_, format) => {
    server = await startTestServer();
    const page = await server.page();
    const stream = await page.listen();
    const now = Date.now();
    const events = [3, 1, 2].map((second) => ({
      ...SAVE,
      id: `save-${second}`,
      at: format(now - 10_000 + second * 1_000),
    }));
    const view = { id: "view", type: "page_view" as const, at: format(now - 11_000) };
    const repeated = await page.capture(events[0] ?? {}, view, events[1] ?? {}, events[0] ?? {}, events[2] ?? {});
    expect(repeated).toMatchObject({ accepted: 4, duplicate: 1 });
    expect((await stream.next("offer")).data.trigger_id).toBe("bulk_edit_opportunity");
  });

  test("stay silent when the user has left the page, and count again when they are back", async () => {
    server = await startTestServer();
    const page = await server.page();
    const stream = await page.listen();
    const at = Date.now();
    await page.capture(
      { ...SAVE, at: at - 5 },
      { ...SAVE, at: at - 4 },
      { ...SAVE, at: at - 3 },
      { type: "page_view", at: at - 2, url: `${ORIGIN}/projects/dashboard` },
    );
    expect(stream.frames.map((frame) => frame.event)).not.toContain("offer");
    await page.capture({ type: "page_view", url: PROJECTS });
    expect((await stream.next("offer")).data.status).toBe("pending");
  });

  test("stay silent when bulk edit was already used", async () => {
    server = await startTestServer();
    const page = await server.page();
    const stream = await page.listen();
    await stream.next("ready");
    await page.capture({ element: { role: "menuitem", label: "Bulk edit" } });
    await page.threeSaves();
    await page.capture(SAVE);
    expect(stream.frames.map((frame) => frame.event)).not.toContain("offer");
  });

  test("with no tab open spend nothing, and are offered when one opens", async () => {
    server = await startTestServer();
    const page = await server.page();
    await page.threeSaves();
    const { session_id: sessionId } = page.session;
    expect((await server.engine.find("projects", sessionId))?.snapshot.offer).toBeNull();
    const stream = await page.listen();
    expect((await stream.next("offer")).data.session_id).toBe(sessionId);
  });
});

describe("outcomes", () => {
  test("the first tab to report shown may show it; another is told it is claimed", async () => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    expect((await page.outcome(offerId, { outcome: "shown", tab_id: "a" })).body.offer.status).toBe("shown");
    const other = await page.outcome(offerId, { outcome: "shown", tab_id: "b" });
    expect(other).toMatchObject({ status: 409, body: { code: "offer_claimed" } });
  });

  test("accepting is idempotent and clears the offer everywhere", async () => {
    server = await startTestServer();
    const { page, stream, offerId } = await offered();
    const other = await page.listen();
    expect((await other.next("ready")).data.offer?.id).toBe(offerId);
    await page.outcome(offerId, { outcome: "shown", tab_id: "a" });
    const first = await page.outcome(offerId, { outcome: "accepted", option: "tour" });
    const second = await page.outcome(offerId, { outcome: "accepted", option: "tour" });
    expect(first.status).toBe(200);
    expect(second).toMatchObject({ status: 200, body: first.body });
    for (const listener of [stream, other]) {
      expect((await listener.next("withdraw")).data).toEqual({ offer_id: offerId, reason: "accepted" });
    }
  });

  test("a contradicting report is 409, an unknown offer 404, and neither changes anything", async () => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    expect((await page.outcome("nobody.1", { outcome: "dismissed" })).status).toBe(404);
    await page.outcome(offerId, { outcome: "dismissed" });
    const late = await page.outcome(offerId, { outcome: "accepted", option: "tour" });
    expect(late).toMatchObject({ status: 409, body: { code: "offer_not_open" } });
  });

  test("somebody else's offer does not exist", async () => {
    server = await startTestServer();
    const { offerId } = await offered();
    const stranger = await server.page();
    expect(await stranger.outcome(offerId, { outcome: "accepted", option: "chat" })).toMatchObject({
      status: 404,
      body: { code: "offer_unknown" },
    });
    expect((await stranger.post("/v1/chat", { offer_id: offerId })).status).toBe(404);
    const open = await server.store.findOffer("projects", offerId);
    expect(open?.status).toBe("pending");
  });

  test("a goal reached meanwhile withdraws the offer", async () => {
    server = await startTestServer();
    const { page, stream, offerId } = await offered();
    await page.capture({ element: { role: "button", label: "Apply to 3" } });
    expect((await stream.next("withdraw")).data).toEqual({ offer_id: offerId, reason: "goal_reached" });
  });

  test("the tour is handed out, runs once, and its end is told apart", async () => {
    server = await startTestServer();
    const { page, stream, offerId } = await offered();
    await page.outcome(offerId, { outcome: "shown", tab_id: "a" });
    await page.outcome(offerId, { outcome: "accepted", option: "tour" });
    const started = await page.post("/v1/tours/projects-bulk-edit/start", { run_id: "r1", offer_id: offerId });
    expect(started.body).toMatchObject({
      run_id: "r1",
      tour: {
        id: "projects-bulk-edit",
        steps: [{ id: "open-options", target: { selectors: ["#projects-table-options"] } }, {}],
      },
    });
    await page.post("/v1/tours/projects-bulk-edit/start", { run_id: "r1", offer_id: offerId });
    await page.post("/v1/tours/projects-bulk-edit/step", { run_id: "r1", step: 1 });
    expect((await stream.next("tour")).data).toEqual({ tour_id: "projects-bulk-edit", run_id: "r1", state: "started" });
    await page.post("/v1/tours/projects-bulk-edit/end", { run_id: "r1", step: 1, outcome: "dismissed" });
    expect((await stream.next("tour")).data.state).toBe("ended");
    const ledger = await server.store.ledger("projects", page.session.session_id, 100);
    const tour = ledger.flatMap(({ note }) => (note.type === "tour" ? [note.event] : []));
    expect(tour).toEqual(["started", "step", "dismissed"]);
    expect((await page.post("/v1/tours/unknown/start", { run_id: "r2" })).status).toBe(404);
  });
});

describe("time", () => {
  test("an offer nobody reacts to expires to the moment, without a report", async () => {
    const clock = createManualClock(1_800_000_000_000);
    server = await startTestServer(sampleConfig(), { clock });
    const page = await server.page();
    await page.listen();
    const at = clock.now();
    await page.capture({ ...SAVE, at: at - 3 }, { ...SAVE, at: at - 2 }, { ...SAVE, at: at - 1 });
    const status = async () => (await server.engine.find("projects", page.session.session_id))?.snapshot.offer?.status;
    await clock.advance(59_999);
    expect(await status()).toBe("pending");
    await clock.advance(1);
    expect(await status()).toBe("expired");
  });

  test("a click 12 s after display is honoured although the server's time-out is 10 s", async () => {
    const clock = createManualClock(1_800_000_000_000);
    server = await startTestServer(sampleConfig({ policy: { interactionTimeoutS: 10 } }), { clock });
    const page = await server.page();
    const stream = await page.listen();
    const at = clock.now();
    await page.capture({ ...SAVE, at: at - 3 }, { ...SAVE, at: at - 2 }, { ...SAVE, at: at - 1 });
    const { data: offer } = await stream.next("offer");
    await page.outcome(offer.id, { outcome: "shown", tab_id: "a" });
    await clock.advance(12_000);
    const session = await server.engine.find("projects", page.session.session_id);
    expect(session?.snapshot.agent.name).toBe("thinking");
    expect((await page.outcome(offer.id, { outcome: "accepted", option: "tour" })).status).toBe(200);
  });

  test("dismissed, ignored and accepted silence the trigger for different times, and none refires inside its own", async () => {
    const clock = createManualClock(1_800_000_000_000);
    server = await startTestServer(
      sampleConfig({ triggers: [sampleTrigger()], policy: { perDay: 100, perWeek: 100, perSession: 100 } }),
      { clock },
    );
    const quietFor = async (outcome: "dismissed" | "expired" | "accepted"): Promise<number> => {
      const page = await server.page();
      const stream = await page.listen();
      const saves = () => page.capture(...[3, 2, 1].map((ago) => ({ ...SAVE, at: clock.now() - ago })));
      await saves();
      const { data: offer } = await stream.next("offer");
      await page.outcome(offer.id, { outcome: "shown", tab_id: "a" });
      await page.outcome(offer.id, { outcome, ...(outcome === "accepted" ? { option: "chat" } : {}) });
      await page.post("/v1/chat", { closed: true });
      const { subject } = (await server.engine.find("projects", page.session.session_id)) ?? { subject: "" };
      const attention = await server.engine.attention("projects", subject);
      await saves();
      expect(stream.frames.filter((frame) => frame.event === "offer")).toHaveLength(1);
      stream.close();
      return ((attention.triggers.bulk_edit_opportunity?.quietUntil ?? 0) - clock.now()) / 3_600_000;
    };
    expect(await quietFor("expired")).toBe(12);
    expect(await quietFor("dismissed")).toBe(24);
    expect(await quietFor("accepted")).toBe(7 * 24);
  });

  test("a heartbeat every 15 s, and the stream ends with its token", async () => {
    const clock = createManualClock(1_800_000_000_000);
    server = await startTestServer(sampleConfig(), { clock });
    const page = await server.page();
    const stream = await page.listen();
    await stream.next("ready");
    await clock.advance(15_000);
    expect((await stream.next("heartbeat")).data.at).toBe(1_800_000_015_000);
    await clock.advance(900_000);
    await stream.ended;
    expect(await page.post("/v1/capture", { events: [{ id: "x", type: "click" }] })).toMatchObject({
      status: 401,
      body: { code: "token_expired" },
    });
  });
});

describe("the stream", () => {
  test("resumes where it broke, without gap or repetition", async () => {
    server = await startTestServer();
    const { page, stream, offerId } = await offered();
    const { id } = stream.frames.find((frame) => frame.event === "offer") ?? {};
    stream.close();
    await page.capture({ element: { label: "Apply to 3" } });
    const again = await page.listen({ lastEventId: id ?? "" });
    expect((await again.next("ready")).data).toMatchObject({ resumed: true, offer: null });
    expect((await again.next("withdraw")).data.offer_id).toBe(offerId);
    expect(again.frames.map((frame) => frame.event)).toEqual(["ready", "withdraw"]);
  });

  test("says so when it cannot resume, and then the live offer is in ready", async () => {
    server = await startTestServer();
    const { page, offerId } = await offered();
    for (const lastEventId of ["other:3", "nonsense", `${server.store.epoch}:99`]) {
      const again = await page.listen({ lastEventId });
      const { data } = await again.next("ready");
      expect(data).toMatchObject({ resumed: false, offer: { id: offerId } });
      again.close();
    }
  });

  test("is opened anew for a new identity; the old token and stream are over", async () => {
    server = await startTestServer();
    const page = await server.page();
    const stream = await page.listen();
    await stream.next("ready");
    const { visitor, session_id: before, token: oldToken } = page.session;
    const secret = visitor.secret ?? "";
    const after = await page.start({ visitor: { id: visitor.id, secret }, identity: { user_id: "ada" } });
    expect(after).toMatchObject({ session_id: before, level: "claimed" });
    await stream.ended;
    const old = await page.post(
      "/v1/capture",
      { events: [{ id: "x", type: "click" }] },
      {
        headers: { authorization: `Bearer ${oldToken}`, origin: ORIGIN },
      },
    );
    expect(old).toMatchObject({ status: 401, body: { code: "token_expired" } });
    const renewed = await page.listen();
    await renewed.next("ready");
    await page.threeSaves();
    expect((await renewed.next("offer")).data.session_id).toBe(before);
  });
});

describe("sessions", () => {
  const dead = builtinTrigger("dead_click", {
    page: sampleTrigger().page,
    until: sampleTrigger().until,
    howTo: sampleTrigger().howTo,
  });
  test.each<[string, Parameters<typeof sampleConfig>[0], boolean]>([
    ["not, as none of its triggers needs them", {}, false],
    ["as a trigger needs them", { triggers: [sampleTrigger(), dead] }, true],
    ["as the product says so", { detectors: true }, true],
    ["not, as the product says so", { triggers: [dead], detectors: false }, false],
  ])("the page is told whether to load the detectors of struggle: %s", async (_, product, expected) => {
    server = await startTestServer(sampleConfig(product));
    const { session } = await server.page();
    expect(session.detectors).toBe(expected);
  });

  test("a visitor who proves itself gets the same session back; one who does not is somebody new", async () => {
    server = await startTestServer();
    const page = await server.page();
    const { visitor, session_id: sessionId } = page.session;
    const same = await page.start({ visitor: { id: visitor.id, secret: visitor.secret ?? "" } });
    expect(same.session_id).toBe(sessionId);
    expect(same.visitor).toEqual({ id: visitor.id });
    const guessed = await page.start({ visitor: { id: visitor.id, secret: "guessed" } });
    expect(guessed.session_id).not.toBe(sessionId);
    expect(guessed.visitor.id).not.toBe(visitor.id);
  });

  test("two tabs that open at once share one session", async () => {
    server = await startTestServer();
    const page = await server.page();
    const { visitor } = page.session;
    const known = { visitor: { id: visitor.id, secret: visitor.secret ?? "" } };
    await page.start({ ...known, identity: { user_id: "ada" } });
    const both = await Promise.all([1, 2].map(() => page.start({ ...known, identity: { user_id: "grace" } })));
    expect(new Set(both.map(({ session_id }) => session_id)).size).toBe(1);
  });

  test("another person on the same browser, and a reset, start another session", async () => {
    server = await startTestServer();
    const page = await server.page();
    const { visitor } = page.session;
    const known = { visitor: { id: visitor.id, secret: visitor.secret ?? "" } };
    const ada = await page.start({ ...known, identity: { user_id: "ada" } });
    const grace = await page.start({ ...known, identity: { user_id: "grace" } });
    expect(grace.session_id).not.toBe(ada.session_id);
    const nobody = await page.start({ ...known, reset: true });
    expect(nobody.level).toBe("anonymous");
    expect(nobody.session_id).not.toBe(grace.session_id);
  });

  test("S1: one offer for a user in two sessions; the second is held until the first is over", async () => {
    server = await startTestServer();
    const devices = await Promise.all([server.page(), server.page()]);
    const streams: Listening[] = [];
    for (const device of devices) {
      const { visitor } = device.session;
      await device.start({ visitor: { id: visitor.id, secret: visitor.secret ?? "" }, identity: { user_id: "ada" } });
      streams.push(await device.listen());
    }
    await Promise.all(devices.map((device) => device.threeSaves()));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const offers = streams.flatMap((stream) => stream.frames.filter((frame) => frame.event === "offer"));
    expect(offers).toHaveLength(1);
  });
});

describe("preferences", () => {
  test("are the person's own, and beat every trigger", async () => {
    server = await startTestServer();
    const page = await server.page();
    const read = async () =>
      (
        await fetch(`${server.url}/v1/preferences`, { headers: { authorization: `Bearer ${page.session.token}` } })
      ).json();
    const fresh = { dial: "on", snoozed_until: null, muted: [], zone: null, consent: null };
    expect(await read()).toEqual(fresh);
    const changed = await page.post(
      "/v1/preferences",
      { dial: "off", snoozed_until: null },
      {
        method: "PUT",
        headers: { authorization: `Bearer ${page.session.token}`, origin: ORIGIN },
      },
    );
    expect(changed.body).toEqual({ ...fresh, dial: "off" });
    expect(await read()).toEqual({ ...fresh, dial: "off" });
    const stream = await page.listen();
    await stream.next("ready");
    await page.threeSaves();
    expect(stream.frames.map((frame) => frame.event)).not.toContain("offer");
  });
});

test("a server that stops does not wait for its model: the how-to answers, and the stream ends in order", async () => {
  const model = {
    async *stream(_: unknown, signal: AbortSignal) {
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    },
  };
  server = await startTestServer(sampleConfig(), { model });
  const { page, offerId } = await offered();
  const chat = page.chat({ offer_id: offerId });
  await new Promise((resolve) => setTimeout(resolve, 100));
  server.beginStop();
  const frames = await chat;
  expect(frames.map(({ event }) => event)).toEqual(["message", "reply-delta", "reply-done"]);
  expect(frames.at(-1)?.data).toMatchObject({ source: "how_to" });
});
