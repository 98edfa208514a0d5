import { setTimeout as wait } from "node:timers/promises";
import type { GatePolicy, LedgerNote, OfferWire } from "@usher/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listening, PageClient } from "../support/page-client.ts";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { enterPage, pageOf, untilFrames } from "./support/page-of.ts";
import { readDatabase } from "./support/read-database.ts";
import { until } from "./support/until.ts";
import type { UsherProcess } from "./support/usher-process.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

const TAB = "tab-1";

interface Entered {
  readonly dir: string;
  readonly policy: Partial<GatePolicy>;
  readonly server: UsherProcess;
  readonly page: PageClient;
  readonly stream: Listening;
  /** Where its stream began. */
  readonly readyAt: string;
}

interface Offered extends Entered {
  readonly offer: OfferWire;
  /** Where the offer stands in the stream. */
  readonly offerAt: string;
}

/** A new visitor on a new server, listening. */
async function entered(policy: Partial<GatePolicy> = {}): Promise<Entered> {
  const dir = bench.createDir();
  const server = await bench.start({ dir, policy });
  const page = await enterPage(server.url);
  const stream = await page.listen();
  const { id: readyAt = "" } = await stream.next("ready");
  return { dir, policy, server, page, stream, readyAt };
}

async function offered(policy: Partial<GatePolicy> = {}): Promise<Offered> {
  const before = await entered(policy);
  await before.page.threeSaves();
  const { data: offer, id: offerAt = "" } = await before.stream.next("offer");
  return { ...before, offer, offerAt };
}

/** The same session's page after the server came back, `awayMs` later at the earliest. */
async function restart(
  before: Entered,
  how: "stop" | "kill",
  awayMs = 0,
): Promise<{ server: UsherProcess; page: PageClient }> {
  await before.server[how]();
  await before.stream.ended;
  await wait(awayMs);
  const server = await bench.start({ dir: before.dir, policy: before.policy });
  return { server, page: pageOf(server.url, before.page.session) };
}

function notesOf<Type extends LedgerNote["type"]>(dir: string, type: Type, sessionId?: string) {
  return readDatabase(dir).notes.flatMap((row) =>
    row.note.type === type && (sessionId ?? row.sessionId) === row.sessionId
      ? [row.note as Extract<LedgerNote, { type: Type }>]
      : [],
  );
}

describe.each([
  ["stopped", "stop"],
  ["killed", "kill"],
] as const)("a server that was %s and came back", (_, how) => {
  test("remembers what it saw: two saves before and one after are three, and repeated ones do not count", async () => {
    const before = await entered();
    const at = Date.now();
    const save = (id: string) => ({ id, at, element: { role: "button", label: "Save changes" } });
    const seen = [{ id: "view", at, type: "page_view" } as const, save("first"), save("second")];
    expect(await before.page.capture(...seen)).toMatchObject({ accepted: 3 });
    const { page } = await restart(before, how);
    const stream = await page.listen({ lastEventId: before.readyAt });
    expect(await page.capture(...seen)).toMatchObject({ accepted: 0, duplicate: 3 });
    expect((await stream.next("ready")).data).toMatchObject({ resumed: true, offer: null });
    await page.capture(save("third"));
    expect((await stream.next("offer")).data.trigger_id).toBe("bulk_edit_opportunity");
  });

  test("takes the stream up where it broke: the shown offer is live, still claimed, and can be accepted once", async () => {
    const before = await offered();
    const { offer } = before;
    await before.page.outcome(offer.id, { outcome: "shown", tab_id: TAB });
    const { server, page } = await restart(before, how);

    const stream = await page.listen({ lastEventId: before.offerAt });
    const ready = await stream.next("ready");
    // The same position, epoch included: nothing was missed, nothing is sent again.
    expect(ready.id).toBe(before.offerAt);
    expect(ready.data).toEqual({
      session_id: page.session.session_id,
      resumed: true,
      offer: { ...offer, status: "shown" },
    });
    const newcomer = await page.listen();
    expect((await newcomer.next("ready")).data.offer?.id).toBe(offer.id);

    await page.threeSaves();
    expect((await page.outcome(offer.id, { outcome: "shown", tab_id: "tab-2" })).status).toBe(409);
    const accepted = await page.outcome(offer.id, { outcome: "accepted", option: "tour", tab_id: TAB });
    expect(accepted).toMatchObject({ status: 200, body: { offer: { id: offer.id, status: "accepted" } } });
    expect((await stream.next("withdraw")).data).toEqual({ offer_id: offer.id, reason: "accepted" });
    await page.threeSaves();
    expect(stream.frames.map(({ event }) => event)).toEqual(["ready", "withdraw"]);

    await server.kill();
    const { offers, frames } = readDatabase(before.dir);
    expect(offers).toEqual([{ id: offer.id, sessionId: page.session.session_id, status: "accepted" }]);
    expect(frames.map(({ event }) => event)).toEqual(["offer", "withdraw"]);
  });

  test("replays what happened since the page's last frame", async () => {
    const before = await offered();
    const { page } = await restart(before, how);
    const stream = await page.listen({ lastEventId: before.readyAt });
    expect((await stream.next("ready")).data).toMatchObject({ resumed: true, offer: { id: before.offer.id } });
    const again = await stream.next("offer");
    expect(again).toMatchObject({ id: before.offerAt, data: before.offer });
  });

  test("goes on with a running tour; nothing is offered into it", async () => {
    const before = await offered();
    const { dir, offer } = before;
    await before.page.outcome(offer.id, { outcome: "shown", tab_id: TAB });
    await before.page.outcome(offer.id, { outcome: "accepted", option: "tour", tab_id: TAB });
    const run = { run_id: "run-1" };
    const tour = "/v1/tours/projects-bulk-edit";
    await before.page.post(`${tour}/start`, { ...run, offer_id: offer.id });
    await before.page.post(`${tour}/step`, { ...run, step: 1 });
    const { server, page } = await restart(before, how);

    const sessionId = page.session.session_id;
    expect(readDatabase(dir).snapshots.get(sessionId)?.tour).toMatchObject({ runId: "run-1", step: 1 });
    const stream = await page.listen({ lastEventId: before.offerAt });
    await untilFrames(stream, ({ frames }) => frames.find(({ event }) => event === "tour"));
    expect(stream.frames.map(({ event }) => event)).toEqual(["ready", "withdraw", "tour"]);

    // As a page does that was reloaded meanwhile.
    expect((await page.post(`${tour}/start`, { ...run, offer_id: offer.id })).status).toBe(200);
    await page.threeSaves();
    expect((await page.post(`${tour}/step`, { ...run, step: 2 })).status).toBe(200);
    expect((await page.post(`${tour}/end`, { ...run, outcome: "completed", step: 2 })).status).toBe(200);
    await untilFrames(stream, ({ frames }) => frames.filter(({ event }) => event === "tour")[1]);

    await server.kill();
    expect(notesOf(dir, "tour").map(({ event, step }) => [event, step])).toEqual([
      ["started", 0],
      ["step", 1],
      ["step", 2],
      ["completed", 2],
    ]);
    expect(readDatabase(dir).offers).toHaveLength(1);
    expect(readDatabase(dir).snapshots.get(sessionId)?.tour).toBeNull();
  });

  test("lets an offer end at its time, once, although nobody asks", async () => {
    const before = await offered({ offerTtlS: 4 });
    const { server, page } = await restart(before, how);
    const stream = await page.listen({ lastEventId: before.offerAt });
    expect((await stream.next("ready")).data.offer?.id).toBe(before.offer.id);
    const withdraw = await untilFrames(stream, ({ frames }) => frames.find(({ event }) => event === "withdraw"));
    const lateMs = Date.now() - before.offer.expires_at;
    expect(withdraw.data).toEqual({ offer_id: before.offer.id, reason: "time_over" });
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(5_000);

    await page.threeSaves();
    await server.kill();
    expect(stream.frames.map(({ event }) => event)).toEqual(["ready", "withdraw"]);
    expect(notesOf(before.dir, "outcome").map(({ outcome }) => outcome)).toEqual(["unseen"]);
    expect(readDatabase(before.dir).offers).toMatchObject([{ id: before.offer.id, status: "expired" }]);
  });

  test("ends an offer whose time was over while it was away, once and without being asked", async () => {
    const before = await offered({ offerTtlS: 1 });
    const { dir, offer } = before;
    await before.page.outcome(offer.id, { outcome: "shown", tab_id: TAB });
    const { server, page } = await restart(before, how, offer.expires_at - Date.now() + 50);
    await until("the offer to end", () => readDatabase(dir).offers.find(({ status }) => status === "expired"));

    const stream = await page.listen({ lastEventId: before.offerAt });
    expect((await stream.next("ready")).data).toMatchObject({ resumed: true, offer: null });
    await server.kill();
    const outcomes = notesOf(dir, "outcome").map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["shown", "expired"]);
  });

  test("keeps its silence: a dismissed offer is not made again, in any session of that person", async () => {
    // No other silence than the trigger's own, so that the trigger's own is what is seen.
    const before = await offered({ cooldownPeriodS: 0, minGapS: 0 });
    const { page: first, offer, dir } = before;
    const ada = { identity: { user_id: "ada" } };
    const { visitor } = first.session;
    const shown = await first.outcome(offer.id, { outcome: "shown", tab_id: TAB });
    expect(shown.status).toBe(200);
    await first.start({ visitor: { id: visitor.id, secret: visitor.secret ?? "" }, ...ada });
    const dismissedAt = Date.now();
    expect((await first.outcome(offer.id, { outcome: "dismissed", tab_id: TAB })).status).toBe(200);
    const { server } = await restart(before, how);

    const elsewhere = await enterPage(server.url);
    const { visitor: other } = elsewhere.session;
    await elsewhere.start({ visitor: { id: other.id, secret: other.secret ?? "" }, ...ada });
    const stream = await elsewhere.listen();
    await stream.next("ready");
    await elsewhere.threeSaves();
    await server.kill();
    expect(stream.frames.map(({ event }) => event)).toEqual(["ready"]);
    const [held] = notesOf(dir, "held", elsewhere.session.session_id);
    expect(held?.reason).toBe("trigger_cooldown");
    expect(held?.until).toBeGreaterThanOrEqual(dismissedAt + 24 * 3_600_000);
  });
});
