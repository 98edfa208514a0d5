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

test("a request that is under way is answered, and its connection then closed though the client would keep it", async () => {
  const server = await bench.start({ dir: bench.createDir() });
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (bytes) => {
    answer += bytes.toString();
  });
  const closed = once(socket, "close");
  socket.write(
    `POST /batch/ HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`,
  );
  // An answer over another connection: the server has read what was written before.
  await fetch(`${server.url}/healthz`);
  const startedAt = performance.now();
  const stopped = server.stop();
  await untilRefused(Number(port), hostname);
  socket.write("}");
  await Promise.all([stopped, closed]);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(answer.toLowerCase()).toContain("connection: close");
});

async function untilRefused(port: number, host: string): Promise<void> {
  for (;;) {
    const socket = connect(port, host);
    const isRefused = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(false)).once("error", () => resolve(true));
    });
    socket.destroy();
    if (isRefused) return;
  }
}
