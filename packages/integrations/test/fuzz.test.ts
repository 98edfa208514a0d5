import { createHmac } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { deflateSync, gzipSync } from "node:zlib";
import { createRandomSource, type RandomSource } from "@usher/core/testing";
import { expect, test } from "vitest";
import { posthog as posthogSource, SOURCES, type SourceOptions, type SourceRequest } from "../src/sources/index.ts";
import { expectSound } from "../src/sources/source/source.contract.ts";
import { aRequest } from "./a-request.ts";
import { mutateJson } from "./mutate-json.ts";
import { nodeTools } from "./node-tools.ts";
import { recordedRequests } from "./recorded-requests.ts";

const BODIES = 20_000;
const SECRET = "fuzz-secret-0123";
const MIB = 1024 * 1024;
const MAX_MS = 1_000;
/** What all bodies together may leave behind. */
const MAX_KEPT = 20 * MIB;
/** What one body may need while it is read, garbage included. */
const MAX_NEEDED = 64 * MIB;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

function memoryInUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const OPTIONS: Readonly<Record<string, SourceOptions>> = {
  "posthog-webhook": { secret: SECRET },
  fullstory: { secret: SECRET },
  "json-mapping": {
    secret: SECRET,
    events: "/batch",
    fields: {
      id: "/uuid",
      type: "/event",
      at: "/timestamp",
      user_id: "/properties/distinct_id",
      url: "/properties/$current_url",
    },
    types: { "*": "page_view" },
    properties: "/properties",
  },
};

const bare = seedsOf(["posthog-js-1.257"]);
const calls = seedsOf(["segment-analytics-next-1.84", "segment-analytics-node-3.1", "rudderstack-js-3.34"]);
const streamed = {
  event_type: "click",
  target_text: "Save",
  page_url: "https://x.example/a?b",
  user_id: "u1",
  session_id: "s%3A1",
};
const uploaded = {
  api_key: "k",
  events: ["[Amplitude] Element Clicked", "[Amplitude] Page Viewed", "$identify", "paid"].map((event_type) => ({
    event_type,
    device_id: "d1",
    session_id: 1_795_178_100_000,
    time: 1_795_178_160_000,
    event_properties: { "[Amplitude] Element Tag": "button", "[Amplitude] Element Text": "Save", total: 3 },
    user_properties: { $set: { plan: "team" } },
  })),
};

/** What each source understands; a third of the time it gets what another one does. */
const SEEDS: Readonly<Record<string, readonly unknown[]>> = {
  posthog: [...bare, ...seedsOf(["posthog-js-1.434"])],
  "posthog-webhook": bare,
  segment: calls,
  rudderstack: calls,
  amplitude: [uploaded],
  fullstory: [streamed],
  "json-mapping": bare.map((event) => ({ batch: [event] })),
};

/** Words that mean something to one of the sources. */
const WORDS = [
  "$autocapture",
  "$identify",
  "$create_alias",
  "[Amplitude] Element Clicked",
  'a:text="',
  "@".repeat(2_000),
] as const;

test(`${BODIES} strange bodies: nothing thrown, nothing unsound, time and memory bounded`, {
  timeout: 300_000,
}, async () => {
  const random = createRandomSource(20_261_121);
  let kept = 0;
  let base = 0;
  let slowest = 0;
  let understood = 0;
  const statuses = new Set<string>();
  for (let index = 0; index < BODIES; index++) {
    const source = SOURCES[index % SOURCES.length] as (typeof SOURCES)[number];
    const request = strangeRequest(source.manifest.id, random);
    const started = process.cpuUsage();
    const result = source.parse(request, OPTIONS[source.manifest.id] ?? {}, nodeTools);
    // Time on the processor: what a busy machine makes it wait is not the parser's.
    slowest = Math.max(slowest, process.cpuUsage(started).user / 1_000);
    expectSound(result);
    understood += result.events.length > 0 ? 1 : 0;
    for (const { code } of result.problems) statuses.add(code);
    if (index % 1_000 === 999) {
      // zlib lets go of a failed stream one turn later.
      await nextTurn();
      collectGarbage();
      // The first thousand also pays for compiled code.
      if (base === 0) base = memoryInUse();
      // What one collection leaves, the next may take; what is kept grows until the end.
      kept = memoryInUse() - base;
    }
  }
  expect(slowest).toBeLessThan(MAX_MS);
  expect(kept).toBeLessThan(MAX_KEPT);
  // Otherwise the bodies would be so strange that nothing behind the first check was reached.
  expect(understood).toBeGreaterThan(BODIES / 5);
  for (const code of ["encoding_invalid", "body_not_json", "body_too_deep", "body_too_complex", "event_invalid"]) {
    expect([...statuses]).toContain(code);
  }
});

test.each([
  [
    "as large as allowed, of text",
    () => `{"event":"x","distinct_id":"u","properties":{"a":"${"ab ".repeat(2_790_000)}"}}`,
  ],
  ["as large as allowed, of brackets", () => `[${"[".repeat(30)}${"]".repeat(30)}${",[]".repeat(2_790_000)}]`],
  ["as many values as allowed", () => JSON.stringify(Array(99_000).fill(0))],
  [
    "as many events as allowed, with long chains",
    () => {
      const properties = { distinct_id: "u", $event_type: "click", $elements_chain: 'a:text="x";'.repeat(1_400) };
      return JSON.stringify(Array(500).fill({ event: "$autocapture", properties }));
    },
  ],
  ["a bomb", () => " ".repeat(64 * MIB)],
])("one body needs little: %s", (_name, makeText) => {
  // Compressed as badly as the ratio allows, so that it is inflated whole.
  const requests = [aRequest(gzipSync(makeText(), { level: 1 })), aRequest(makeText())];
  for (const request of requests) {
    collectGarbage();
    const before = memoryInUse();
    posthogSource.parse(request, {}, nodeTools);
    expect(memoryInUse() - before).toBeLessThan(MAX_NEEDED);
  }
});

function strangeRequest(id: string, random: RandomSource): SourceRequest {
  const seeds = SEEDS[random.below(3) === 0 ? random.pick(["posthog", "segment", "amplitude", "fullstory"]) : id] ?? [];
  const seed = structuredClone(seeds[random.below(seeds.length)]);
  const wrapped = random.below(10) === 0 ? { batch: [seed, seed], sent_at: "2026-11-20T12:36:00.000Z" } : seed;
  const value = random.below(10) === 0 ? wrapped : mutateJson(wrapped, random, WORDS);
  const bytes = encode(JSON.stringify(value) ?? "", random);
  const signature = createHmac("sha256", SECRET).update(bytes).digest("hex");
  return aRequest(bytes, {
    path: random.pick(["/e/", "/v1/t", "/v1/batch", "/v1/__proto__", "/"]),
    query: {
      [random.pick(["compression", "_", "data", "x"])]: random.pick(["lz64", "base64", "1795178160000", "eyJ9"]),
    },
    headers: {
      authorization: `Bearer ${SECRET}`,
      "x-posthog-secret": random.pick([SECRET, `sha256=${signature}`]),
      ...(random.below(20) === 0 ? { "content-encoding": random.pick(["gzip", "br", "gzip, gzip", "\u0000"]) } : {}),
    },
  });
}

function seedsOf(names: readonly string[]): readonly unknown[] {
  return names.flatMap((name) =>
    recordedRequests(name).flatMap(({ body }) => {
      const inflated = nodeTools.inflate(body, 8 * MIB);
      return JSON.parse(Buffer.from(inflated.ok ? inflated.bytes : body).toString());
    }),
  );
}

function encode(text: string, random: RandomSource): Uint8Array {
  const bytes = Buffer.from(text);
  const form = (data: string): Uint8Array => Buffer.from(`data=${random.below(2) ? data : encodeURIComponent(data)}`);
  switch (random.below(30)) {
    case 0:
      return gzipSync(bytes);
    case 1:
      return gzipSync(bytes).subarray(0, random.below(200));
    case 2:
      return form(bytes.toString("base64"));
    case 3:
      return bytes.subarray(0, random.below(bytes.length + 1));
    case 4:
      return flipped(bytes, random);
    case 5:
      return flipped(gzipSync(bytes), random);
    case 6:
      return random.below(10) === 0 ? gzipSync(Buffer.alloc(1 + random.below(30 * MIB), 32)) : deflateSync(bytes);
    case 7:
      return form(gzipSync(bytes).toString("base64"));
    case 8:
      return Uint8Array.from({ length: random.below(300) }, () => random.below(256));
    case 9:
      return Buffer.from(
        Array.from({ length: random.below(3_000) }, () => random.pick(["A", "Z", "q", "/", "9", "I"])).join(""),
      );
    default:
      return bytes;
  }
}

function flipped(bytes: Uint8Array, random: RandomSource): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + random.below(5); count > 0 && copy.length > 0; count--) {
    copy[random.below(copy.length)] = random.below(256);
  }
  return copy;
}
