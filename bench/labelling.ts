import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Action, normaliseEvent } from "@usher/core";
import { posthog, type Source, type SourceRequest, type SourceTools, segment } from "@usher/integrations/sources";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { median, round } from "./support/quantile.ts";

export const description = "Events per second from a vendor's request to labelled actions, against JSON.parse alone";

const FIXTURES = fileURLToPath(new URL("../packages/integrations/src/sources/__fixtures__/", import.meta.url));
const NOW = 1_795_178_200_000;
const BATCHES = [1, 10, 50] as const;
/** posthog-js sends about this many properties that nobody here reads; the recordings are trimmed. */
const UNREAD_PROPERTIES = 25;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const tools: SourceTools = {
  inflate: (bytes, maxBytes) => ({ ok: true, bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }) }),
  decodeText: (bytes) => utf8.decode(bytes),
  hmac: (algorithm, secret, message) => createHmac(algorithm, secret).update(message).digest(),
};

interface LabellingRow {
  readonly what: string;
  readonly batch: number;
  readonly bytesPerEvent: number;
  readonly eventsPerS: number;
  /** How often as long as decompressing and `JSON.parse` alone. */
  readonly timesParsing: number;
}

interface LabellingResult {
  readonly bench: "labelling";
  readonly machine: Machine;
  readonly rounds: number;
  readonly secondsPerSample: number;
  /** Every event sent came out as an action with the right title. */
  readonly ok: boolean;
  readonly rows: readonly LabellingRow[];
}

interface Workload {
  readonly what: string;
  readonly source: Source;
  readonly batch: number;
  readonly body: Uint8Array;
  /** Of every event's action. */
  readonly title: string;
}

/** `--seconds` per sample (0.5), `--rounds` (5). One thread. */
export async function run({ args }: BenchOptions): Promise<LabellingResult> {
  const { seconds, rounds } = readNumbers(args, { seconds: 0.5, rounds: 5 });
  const workloads = makeWorkloads();
  const ok = workloads.every(({ source, body, batch, title }) => {
    const actions = label(source, body);
    return actions.length === batch && actions.every((action) => action.title === title);
  });
  const rows: LabellingRow[] = [];
  for (const workload of workloads) {
    say(`${workload.what}, ${workload.batch}`);
    rows.push(measure(workload, seconds, rounds));
  }
  return { bench: "labelling", machine: describeMachine(), rounds, secondsPerSample: seconds, ok, rows };
}

/** Both ways in alternating rounds, so that whatever else the machine does falls on both. */
function measure({ what, source, batch, body }: Workload, seconds: number, rounds: number): LabellingRow {
  const labelled: number[] = [];
  const parsed: number[] = [];
  repeat(() => label(source, body), seconds);
  repeat(() => parse(body), seconds);
  for (let count = 0; count < rounds; count++) {
    labelled.push(repeat(() => label(source, body), seconds));
    parsed.push(repeat(() => parse(body), seconds));
  }
  return {
    what,
    batch,
    bytesPerEvent: Math.round(inflated(body).length / batch),
    eventsPerS: Math.round(median(labelled) * batch),
    timesParsing: round(median(parsed) / median(labelled)),
  };
}

/** Calls per second. */
function repeat(call: () => unknown, seconds: number): number {
  const started = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  while (elapsedMs < seconds * 1_000) {
    for (let turn = 0; turn < 20; turn++) call();
    calls += 20;
    elapsedMs = performance.now() - started;
  }
  return (calls / elapsedMs) * 1_000;
}

function label(source: Source, body: Uint8Array): readonly Action[] {
  const request: SourceRequest = { path: "/", query: {}, headers: {}, body, receivedAt: NOW };
  return source.parse(request, OPTIONS, tools).events.map(({ event, sentAt }) => {
    return normaliseEvent({ event, receivedAt: NOW, ...(sentAt === undefined ? {} : { sentAt }) });
  });
}

const OPTIONS = {};

function parse(body: Uint8Array): unknown {
  return JSON.parse(utf8.decode(inflated(body)));
}

function inflated(body: Uint8Array): Uint8Array {
  return body[0] === 0x1f ? gunzipSync(body) : body;
}

function makeWorkloads(): readonly Workload[] {
  const lists = autocapture("posthog-js-1.257");
  const chains = autocapture("posthog-js-1.434");
  const page = recorded("segment-analytics-next-1.84").find(({ type }) => type === "page");
  return BATCHES.flatMap((batch) => {
    const many = (event: object): Uint8Array => Buffer.from(JSON.stringify({ batch: Array(batch).fill(event) }));
    const clicked = { source: posthog, batch, title: "Clicked Save changes" };
    return [
      { what: "posthog, elements as a list", ...clicked, body: many(lists) },
      { what: "posthog, elements as a chain, gzip", ...clicked, body: gzipSync(many(chains)) },
      { what: "segment, page", source: segment, batch, title: "Viewed Home", body: many(page ?? {}) },
    ];
  });
}

/** The click on the word in "Save changes", as long as posthog-js sends it. */
function autocapture(recording: string): object {
  const events = recorded(recording).flatMap((json) => (json.batch as (typeof json)[] | undefined) ?? [json]);
  const click = events.find(({ event }) => event === "$autocapture");
  const unread = Array.from({ length: UNREAD_PROPERTIES }, (_, index) => [`$unread_property_${index}`, "some text"]);
  return { ...click, properties: { ...(click?.properties as object), ...Object.fromEntries(unread) } };
}

function recorded(name: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = readFileSync(`${FIXTURES}${name}.jsonl`, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line).json ?? {});
}
