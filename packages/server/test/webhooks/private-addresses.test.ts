import type { LookupAddress } from "node:dns";
import { afterEach, expect, test, vi } from "vitest";
import { createSender } from "../../src/webhooks/send-request.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { openRig, PRODUCT } from "./support/rig.ts";
import { openSink, type Sink, status } from "./support/sink.ts";

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function listener(): Promise<Sink> {
  const sink = await openSink(status(200));
  opened.push(sink);
  return sink;
}

const LOOPBACK: LookupAddress = { address: "127.0.0.1", family: 4 };
const PUBLIC: LookupAddress = { address: "93.184.215.14", family: 4 };
const BLOCKED = { type: "failed", reason: "blocked" };

/** Posts with a resolver of the test's own; what `allow` names may be reached. */
function post(url: string, resolve: () => Promise<readonly LookupAddress[]>, allow: readonly string[] = []) {
  const send = createSender({ clock: createManualClock(0), allow, resolve });
  return send({ url, headers: {}, body: "{}" });
}

test.each([
  [[LOOPBACK]],
  [[PUBLIC, LOOPBACK]],
  [[LOOPBACK, PUBLIC]],
  [[{ address: "::1", family: 6 }]],
  [[PUBLIC, { address: "::ffff:127.0.0.1", family: 6 }]],
  [[{ address: "64:ff9b::7f00:1", family: 6 }]],
  [[{ address: "169.254.169.254", family: 4 }]],
  [[{ address: "not an address", family: 4 }]],
])("a name that leads to %j is refused at the connection", async (addresses) => {
  expect(await post("https://hooks.example.com:8443/", async () => addresses)).toMatchObject(BLOCKED);
});

test("a name that turns private between two attempts is refused at the second", async () => {
  const sink = await listener();
  const port = new URL(sink.origin).port;
  const url = `http://hooks.example.com:${port}/`;
  // Allowed by name here, so that the first attempt has something to reach without leaving this machine.
  expect(await post(url, async () => [LOOPBACK], [`http://hooks.example.com:${port}`])).toMatchObject({ status: 200 });
  const connectionCount = sink.connectionCount;
  const answers = [[PUBLIC], [LOOPBACK]];
  let asked = 0;
  const rig = await openRig({ resolve: async () => answers[Math.min(asked++, 1)] ?? [] });
  opened.push(rig);
  const { endpoint } = await rig.webhooks.endpoints.create(PRODUCT, "https://hooks.example.com:8443/");
  // The answer when the endpoint was looked at is not asked for, let alone remembered: each connection asks anew.
  expect(asked).toBe(0);
  asked = 1;
  await rig.tell("s1");
  await rig.webhooks.idle();
  expect(asked).toBe(2);
  const [delivery] = await rig.deliveries();
  expect(delivery).toMatchObject({ status: "pending", attempts: 1 });
  expect(delivery?.lastFailure).toContain("not public");
  expect(await rig.metrics.snapshot()).toMatchObject({ 'webhook_attempts_total{result="blocked"}': 1 });
  await rig.toNext(endpoint.endpointId);
  expect(asked).toBe(3);
  expect(sink.connectionCount).toBe(connectionCount);
});

test("one look-up per connection: there is no second answer to be different", async () => {
  const sink = await listener();
  const { port } = new URL(sink.origin);
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return asked === 1 ? [LOOPBACK] : [PUBLIC];
  };
  const outcome = await post(`http://hooks.test.example:${port}/`, resolve, [`http://hooks.test.example:${port}`]);
  expect(outcome).toMatchObject({ type: "answered", status: 200 });
  expect(asked).toBe(1);
});

test("no notation of this machine's address is connected to", async () => {
  const sink = await listener();
  const { port } = new URL(sink.origin);
  const hosts = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "localhost",
  ];
  for (const host of hosts) {
    for (const scheme of ["http", "https"]) {
      expect(await post(`${scheme}://${host}:${port}/`, async () => [LOOPBACK])).toMatchObject(BLOCKED);
    }
  }
  expect(sink.connectionCount).toBe(0);
});

test("proxies that the environment names are not used", async () => {
  const [proxy, sink] = [await listener(), await listener()];
  const names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "ALL_PROXY", "NODE_USE_ENV_PROXY"];
  for (const name of names) vi.stubEnv(name, name.startsWith("NODE") ? "1" : proxy.origin);
  try {
    expect(await post(sink.url, async () => [LOOPBACK], [sink.origin])).toMatchObject({ status: 200 });
    expect(proxy.connectionCount).toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
});

test("a name without an address, and one that cannot be resolved, are failures like any other", async () => {
  expect(await post("https://hooks.example.com/", async () => [])).toMatchObject({ reason: "broken" });
  const failing = () => Promise.reject(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }));
  expect(await post("https://hooks.example.com/", failing)).toEqual({
    type: "failed",
    reason: "broken",
    detail: "no answer (ENOTFOUND)",
  });
});
