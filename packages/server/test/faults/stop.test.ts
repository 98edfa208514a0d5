import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { enterPage } from "./support/page-of.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

test("stopping waits for nobody who asks nothing: open streams, idle connections, and ones never used", async () => {
  const server = await bench.start({ dir: bench.createDir() });
  const page = await enterPage(server.url);
  const stream = await page.listen();
  await stream.next("ready");
  const { hostname, port } = new URL(server.url);
  // As browsers open them in advance.
  const unused = connect(Number(port), hostname);
  unused.on("error", () => {});
  await once(unused, "connect");
  const startedAt = performance.now();
  await server.stop();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await stream.ended;
});
