import { expect } from "vitest";
import type { Listening, PageClient } from "../page-client.ts";
import { sampleConfig } from "../sample-config.ts";
import { startTestServer, type TestServer } from "../start-test-server.ts";
import { startVendorDouble, type VendorCall, type VendorDouble } from "../vendor-double.ts";

/** A running server, a double of one vendor's API, and a page of a user who is known. */
export interface VendorWorld {
  readonly server: TestServer;
  readonly double: VendorDouble;
  readonly page: PageClient;
  readonly stream: Listening;
}

export interface VendorWorldOptions {
  /** Where the vendor's API is. */
  readonly origin: string;
  api(call: VendorCall): object | Response;
  /** As a product's configuration has them. */
  readonly bridges: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly waitMs: number;
  readonly patienceMs: number;
  readonly answerWithinMs: number;
}

let started: VendorWorld | undefined;

/** One at a time: end it with `stopVendorWorld`. */
export async function startVendorWorld({ origin, api, bridges, ...times }: VendorWorldOptions): Promise<VendorWorld> {
  const double = await startVendorDouble(origin, api);
  const server = await startTestServer(sampleConfig({ bridges, policy: { holdoutShare: 0 } }), {
    bridges: { fetch: double.fetch, ...times },
  });
  const page = await server.page();
  await page.start({ visitor: page.session.visitor as { id: string; secret: string }, identity: { user_id: "u-1" } });
  started = { server, double, page, stream: await page.listen() };
  return started;
}

export async function stopVendorWorld(): Promise<void> {
  started?.stream.close();
  await started?.server.stop();
  await started?.double.stop();
  started = undefined;
}

/** The id of the offer that three saves bring. */
export async function offered({ page, stream }: VendorWorld): Promise<string> {
  await page.threeSaves();
  return (await stream.next("offer")).data.id;
}

/** An offer whose "Open chat" was chosen. */
export async function accepted(world: VendorWorld): Promise<string> {
  const offerId = await offered(world);
  expect((await world.page.outcome(offerId, { outcome: "accepted", option: "chat" })).status).toBe(200);
  return offerId;
}

export async function stateOf({ server, page }: VendorWorld) {
  return (await server.engine.find("projects", page.session.session_id))?.snapshot;
}

/** Messages to vendors that came to this result. */
export async function counted({ server }: VendorWorld, result: string): Promise<number> {
  const found = Object.entries(await server.metrics.snapshot()).filter(
    ([name]) => name.startsWith("bridge_messages_total") && name.includes(`"${result}"`),
  );
  return found.reduce((sum, [, count]) => sum + Number(count), 0);
}
