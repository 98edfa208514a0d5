import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ConnectorClient } from "../src/stream/connector-client.ts";
import { actionsFrame } from "./support/payloads.ts";
import { type ConnectionPlan, StreamServerDouble } from "./support/stream-server-double.ts";
import { waitUntil } from "./support/wait-until.ts";

const plans = fc.array(
  fc.record({
    cutAfterBytes: fc.integer({ min: 0, max: 3_000 }),
    chunkSizes: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
    overlap: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 8 },
);

test("connections cut at any byte, written in any chunks, with repeats: no gap, no repeat, in order per session", async () => {
  const property = fc.asyncProperty(plans, fc.integer({ min: 1, max: 40 }), async (misbehaviour, count) => {
    const server = await StreamServerDouble.start((connection): ConnectionPlan => misbehaviour[connection] ?? {});
    const seen: string[] = [];
    const sent = Array.from({ length: count }, (_, at) => `s${at % 3}/${at}`);
    server.append(...sent.map((title) => actionsFrame(title.slice(0, 2), title)));
    const client = new ConnectorClient({
      url: server.url,
      productId: "acme",
      since: 0,
      maxQueueSize: 7,
      initialBackoffMs: 1,
      maxBackoffMs: 2,
      async onActions(payload) {
        await Promise.resolve();
        seen.push(payload.actions[0]?.title ?? "");
      },
    });
    const run = client.run();
    try {
      await waitUntil(() => seen.length >= count);
      // Whatever would come twice has had its chance by now.
      await waitUntil(() => server.openCount === 1);
      expect([...seen].sort()).toEqual([...sent].sort());
      for (const session of ["s0", "s1", "s2"])
        expect(seen.filter((title) => title.startsWith(session))).toEqual(
          sent.filter((title) => title.startsWith(session)),
        );
      expect(client.cursor).toBe(`e1:${count}`);
    } finally {
      await client.stop();
      await run;
      await server.close();
    }
  });
  await fc.assert(property, { numRuns: 60 });
});

test("a server killed in the middle of a frame, then started again: everything arrives once", async () => {
  const port = await freePort();
  const program = fileURLToPath(new URL("./support/dying-stream-server.mjs", import.meta.url));
  const start = (dieAfterBytes: number) =>
    spawn(process.execPath, [program, String(port), "200", String(dieAfterBytes)], { stdio: "ignore" });
  const seen: string[] = [];
  const client = new ConnectorClient({
    url: `http://127.0.0.1:${port}/stream/acme`,
    since: 0,
    initialBackoffMs: 20,
    maxBackoffMs: 50,
    onActions: (payload) => void seen.push(payload.actions[0]?.title ?? ""),
  });
  const run = client.run();
  // Each of these ends itself with SIGKILL after so many bytes.
  for (const bytes of [1_234, 5_000, 7_777]) await once(start(bytes), "exit");
  const last = start(Number.MAX_SAFE_INTEGER);
  try {
    await waitUntil(() => seen.length >= 200, 15_000);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, at) => `t${at}`));
    expect(client.stats.connects).toBeGreaterThanOrEqual(4);
  } finally {
    await client.stop();
    await run;
    last.kill("SIGKILL");
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
