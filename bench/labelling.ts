import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { type Action, actionsToWire, normaliseEvent, type RawEvent } from "@usher/core";
import { rawEvent } from "@usher/core/schema";
import { posthog, type Source, type SourceRequest, type SourceTools, segment } from "@usher/integrations/sources";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { median, round } from "./support/quantile.ts";

export const description =
  "Events per second from a request to labelled actions as JSON, against parsing and writing it alone";

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
  /** How often as long as decompressing, `JSON.parse` and `JSON.stringify` of the same alone. */
  readonly timesJson: number;
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
  readonly read: (body: Uint8Array) => readonly Action[];
  readonly batch: number;
  readonly body: Uint8Array;
  /** Of every event's action. */
  readonly title: string;
}

/** `--seconds` per sample (0.5), `--rounds` (5). One thread. */
export async function run({ args }: BenchOptions): Promise<LabellingResult> {
  const { seconds, rounds } = readNumbers(args, { seconds: 0.5, rounds: 5 });
  const workloads = makeWorkloads();
  const ok = workloads.every(({ read, body, batch, title }) => {
    const { actions, count } = JSON.parse(toWire(read(body)));
    return count === batch && actions.every((action: { readonly title: string }) => action.title === title);
  });
  const rows: LabellingRow[] = [];
  for (const workload of workloads) {
    say(`${workload.what}, ${workload.batch}`);
    rows.push(measure(workload, seconds, rounds));
  }
  return { bench: "labelling", machine: describeMachine(), rounds, secondsPerSample: seconds, ok, rows };
}

/** Both ways in alternating rounds, so that whatever else the machine does falls on both. */
function measure({ what, read, batch, body }: Workload, seconds: number, rounds: number): LabellingRow {
  const labelled: number[] = [];
  const parsed: number[] = [];
  repeat(() => toWire(read(body)), seconds);
  repeat(() => JSON.stringify(parse(body)), seconds);
  for (let count = 0; count < rounds; count++) {
    labelled.push(repeat(() => toWire(read(body)), seconds));
    parsed.push(repeat(() => JSON.stringify(parse(body)), seconds));
  }
  return {
    what,
    batch,
    bytesPerEvent: Math.round(inflated(body).length / batch),
    eventsPerS: Math.round(median(labelled) * batch),
    timesJson: round(median(parsed) / median(labelled)),
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

function toWire(actions: readonly Action[]): string {
  return actionsToWire({ productId: "acme", ...OWNER, actions, firstIndex: 0, forwardedAtS: NOW / 1_000 });
}

const OWNER = { sessionId: "s_0123456789", userId: "u_0123456789", email: null, conversationId: null };

/** As `POST /v1/capture` does. */
function readPage(body: Uint8Array): readonly Action[] {
  const { events, sent_at: sentAt } = parse(body) as { readonly events: readonly unknown[]; readonly sent_at: number };
  return events.flatMap((candidate) => {
    const { data: event } = rawEvent.safeParse(candidate);
    return event === undefined ? [] : [normaliseEvent({ event, receivedAt: NOW, sentAt })];
  });
}

function readWith(source: Source): (body: Uint8Array) => readonly Action[] {
  return (body) => label(source, body);
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
  const viewed = recorded("segment-analytics-next-1.84").find(({ type }) => type === "page");
  return BATCHES.flatMap((batch) => {
    const many = (event: object): Uint8Array => Buffer.from(JSON.stringify({ batch: Array(batch).fill(event) }));
    const clicked = { read: readWith(posthog), batch, title: "Clicked Save changes" };
    const page = Buffer.from(JSON.stringify({ events: Array(batch).fill(PAGE_CLICK), sent_at: NOW - 40 }));
    return [
      { what: "page SDK", ...clicked, read: readPage, body: page },
      { what: "posthog, elements as a list", ...clicked, body: many(lists) },
      { what: "posthog, elements as a chain, gzip", ...clicked, body: gzipSync(many(chains)) },
      { what: "segment, page", read: readWith(segment), batch, title: "Viewed Home", body: many(viewed ?? {}) },
    ];
  });
}

const PAGE_CLICK: RawEvent = {
  id: "01JD3Q7N2M4T6V8X0Z",
  type: "click",
  at: NOW - 100,
  url: "https://app.example.com/projects/42/edit",
  title: "Projects · Northwind",
  tab_id: "tab_1",
  element: { tag: "button", role: "button", label: "Save changes", id: "edit-save" },
  properties: { x: 412, y: 228 },
};

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
