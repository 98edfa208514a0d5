import type { Preferences } from "@usher/core";
import { sampleTrigger } from "@usher/core/testing";
import { afterEach, describe, expect, test } from "vitest";
import type { PageClient } from "./support/page-client.ts";
import { ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

let server: TestServer;
afterEach(() => server.stop());

async function put<Body = Preferences>(page: PageClient, path: string, body: unknown) {
  const headers = { authorization: `Bearer ${page.session.token}`, origin: ORIGIN, "content-type": "application/json" };
  return page.post<Body>(path, body, { method: "PUT", headers });
}

describe("PUT /v1/preferences", () => {
  test("what is left out stays as it is", async () => {
    server = await startTestServer();
    const page = await server.page();
    await put(page, "/v1/preferences", { dial: "quiet", zone: "Asia/Tokyo" });
    await put(page, "/v1/preferences", { muted: ["tip", "tip"] });
    const { body } = await put(page, "/v1/preferences", { consent: true });
    expect(body).toEqual({ dial: "quiet", snoozed_until: null, muted: ["tip"], zone: "Asia/Tokyo", consent: true });
  });

  test("“today” ends at midnight in the person's own zone", async () => {
    server = await startTestServer();
    const page = await server.page();
    const { body } = await put(page, "/v1/preferences", { zone: "Asia/Kolkata", snooze: "today" });
    const until = body.snoozed_until ?? 0;
    expect(until).toBeGreaterThan(Date.now());
    expect((until + 330 * 60_000) % 86_400_000).toBe(0);
  });

  test.each([
    [{ zone: "Mars/Olympus" }, "zone"],
    [{ snooze: "tip" }, "snooze"],
    [{ dial: "loud" }, "dial"],
    [{ consent: "yes" }, "consent"],
  ])("%j is refused, naming the field", async (body, field) => {
    server = await startTestServer();
    const page = await server.page();
    const answer = await put<{ code: string; detail: string }>(page, "/v1/preferences", body);
    expect(answer).toMatchObject({ status: 400, body: { code: "body_invalid" } });
    expect(answer.body.detail).toContain(field);
  });
});

describe("the page's reports", () => {
  test("the zone comes with the session; one nobody knows is no reason to refuse it", async () => {
    server = await startTestServer();
    const page = await server.page();
    await page.start({ visitor: keptVisitor(page), zone: "Europe/Berlin" });
    expect((await put(page, "/v1/preferences", {})).body.zone).toBe("Europe/Berlin");
    await page.start({ visitor: keptVisitor(page), zone: "Mars/Olympus" });
    expect((await put(page, "/v1/preferences", {})).body.zone).toBe("Europe/Berlin");
  });

  test("a missing anchor holds its trigger until the page says that it is there", async () => {
    server = await startTestServer(sampleConfig({ triggers: [sampleTrigger({ anchor: "table-options" })] }));
    const page = await server.page();
    const stream = await page.listen();
    await stream.next("ready");
    await page.capture({ type: "page_view" });
    await put(page, "/v1/anchors", { present: [], missing: ["table-options"] });
    const save = { element: { role: "button", label: "Save changes" } };
    await page.capture(save, save, save);
    expect(stream.frames.map(({ event }) => event)).not.toContain("offer");
    expect((await put(page, "/v1/anchors", { present: ["table-options"], missing: [] })).status).toBe(200);
    await stream.next("offer");
  });
});

describe("a snoozed offer", () => {
  test("mutes its tip, and says so", async () => {
    server = await startTestServer();
    const page = await server.page();
    const stream = await page.listen();
    await stream.next("ready");
    await page.threeSaves();
    const { data: offer } = await stream.next("offer");
    await page.outcome(offer.id, { outcome: "shown", tab_id: "a" });
    expect(await page.outcome(offer.id, { outcome: "snoozed", snooze: "tip" })).toMatchObject({ status: 200 });
    expect((await put(page, "/v1/preferences", {})).body.muted).toEqual([offer.trigger_id]);
  });

  test("only a snooze says for how long", async () => {
    server = await startTestServer();
    const page = await server.page();
    const answer = await page.outcome("any.1", { outcome: "dismissed", snooze: "hour" });
    expect(answer).toMatchObject({ status: 400, body: { code: "body_invalid" } });
  });
});

/** The visitor as the browser keeps it: the secret comes only with the first reply. */
const secrets = new WeakMap<PageClient, string>();

function keptVisitor(page: PageClient): { id: string; secret: string } {
  const { id, secret } = page.session.visitor;
  if (secret !== undefined) secrets.set(page, secret);
  return { id, secret: secrets.get(page) ?? "" };
}
