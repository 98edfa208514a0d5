import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { bundleChild } from "./support/bundle-child.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { median, round } from "./support/quantile.ts";
import { type Child, startChild } from "./support/start-child.ts";
import type { StreamReadersCalls } from "./support/stream-readers.ts";
import type { StreamServerCalls } from "./support/stream-server.ts";

export const description =
  "Events per second to 1, 100 and 1,000 subscribers against bare node:http, and memory per idle stream";

type Kind = "usher" | "bare";

const KINDS: readonly Kind[] = ["usher", "bare"];
const STREAM_KEY = "sk_bench_0123456789012345678901234567890123456789";
/** Events of one sample, by subscribers: samples of similar length. */
const EVENTS: Readonly<Record<number, number>> = { 1: 20_000, 100: 4_000, 1000: 500 };
const SUBSCRIBERS: readonly number[] = [1, 100, 1_000];
const IDLE: readonly number[] = [1_000, 10_000];
/** Characters of a payload: an action or two. */
const PAYLOAD_CHARS = 800;
const TARGET_RATIO = 0.6;
const TARGET_IDLE_BYTES = 16_000;

interface Sample {
  readonly kind: Kind;
  readonly subscribers: number;
  readonly eventsPerS: number;
  /** Processor time of the server per event and subscriber, microseconds. */
  readonly serverUsPerFrame: number;
}

interface IdleSample {
  readonly kind: Kind;
  readonly streams: number;
  readonly bytesPerStream: number;
}

interface StreamResult {
  readonly bench: "stream";
  readonly machine: Machine;
  readonly rounds: number;
  readonly frameBytes: number;
  /** Usher's events per second against bare node:http, by subscribers. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly target: string;
  readonly ok: boolean;
  readonly rows: readonly Sample[];
  readonly idle: readonly IdleSample[];
}

interface Side {
  readonly server: Child<StreamServerCalls>;
  readonly readers: Child<StreamReadersCalls>;
  readonly url: string;
  readonly frameBytes: number;
}

/** `--rounds` (5). */
export async function run({ args }: BenchOptions): Promise<StreamResult> {
  const { rounds } = readNumbers(args, { rounds: 5 });
  say("bundling");
  const [serverPath, readersPath] = await Promise.all([bundleChild("stream-server"), bundleChild("stream-readers")]);

  async function startSide(kind: Kind): Promise<Side> {
    const server = startChild<StreamServerCalls>(serverPath);
    const readers = startChild<StreamReadersCalls>(readersPath);
    const { url } = await server.call("start", kind);
    return { server, readers, url, frameBytes: await server.call("frameBytes", PAYLOAD_CHARS) };
  }

  const samples: Sample[] = [];
  const sides = new Map<Kind, Side>();
  try {
    for (const kind of KINDS) sides.set(kind, await startSide(kind));
    for (const subscribers of SUBSCRIBERS) {
      for (const side of sides.values()) await connect(side, subscribers);
      for (const [kind, side] of sides) await sample(kind, side, subscribers, 0.2);
      for (let number = 0; number < rounds; number++) {
        // Each round begins with the other server, so that neither always runs on the quieter machine.
        const order = number % 2 === 0 ? KINDS : [...KINDS].reverse();
        for (const kind of order) samples.push(await sample(kind, sides.get(kind) as Side, subscribers, 1));
      }
      say(`${subscribers}: ${KINDS.map((kind) => `${kind} ${summarise(samples, kind, subscribers).eventsPerS}/s`)}`);
      for (const side of sides.values()) await disconnect(side);
    }
  } finally {
    await stopAll(sides.values());
  }

  const idle: IdleSample[] = [];
  for (const streams of IDLE) {
    for (const kind of KINDS) {
      const side = await startSide(kind);
      try {
        idle.push({ kind, streams, bytesPerStream: await idleBytes(side, streams) });
      } finally {
        await stopAll([side]);
      }
    }
    say(`idle ${streams}: ${idle.slice(-2).map(({ kind, bytesPerStream }) => `${kind} ${bytesPerStream} bytes`)}`);
  }
  const ratios = Object.fromEntries(SUBSCRIBERS.map((subscribers) => [subscribers, ratioOf(samples, subscribers)]));
  const idleAtMost = idle.find(({ kind, streams }) => kind === "usher" && streams === 10_000)?.bytesPerStream ?? 0;
  return {
    bench: "stream",
    machine: describeMachine(),
    rounds,
    frameBytes: sides.get("usher")?.frameBytes ?? 0,
    ratios,
    target: `ratios[1000] >= ${TARGET_RATIO} and at most ${TARGET_IDLE_BYTES} bytes per idle stream at 10,000`,
    ok: (ratios[1_000] ?? 0) >= TARGET_RATIO && idleAtMost <= TARGET_IDLE_BYTES,
    rows: SUBSCRIBERS.flatMap((subscribers) => KINDS.map((kind) => summarise(samples, kind, subscribers))),
    idle,
  };
}

async function connect({ server, readers, url }: Side, count: number): Promise<void> {
  const before = await server.call("openCount");
  await readers.call("open", { url, key: STREAM_KEY, count });
  while ((await server.call("openCount")) < before + count) await pause(20);
  // What a stream begins with is not to be counted as an event.
  await pause(300);
}

async function disconnect({ server, readers }: Side): Promise<void> {
  await readers.call("closeAll");
  while ((await server.call("openCount")) > 0) await pause(20);
}

async function sample(kind: Kind, side: Side, subscribers: number, share: number): Promise<Sample> {
  const events = Math.round((EVENTS[subscribers] ?? 0) * share);
  const received = side.readers.call("receive", events * side.frameBytes);
  const startedAt = performance.now();
  const { cpuMs } = await side.server.call("publish", { events, chars: PAYLOAD_CHARS });
  await received;
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    kind,
    subscribers,
    eventsPerS: events / seconds,
    serverUsPerFrame: (cpuMs * 1_000) / (events * subscribers),
  };
}

/** Memory that appears with the streams. Some are opened and closed before, so that code and caches are not counted. */
async function idleBytes(side: Side, streams: number): Promise<number> {
  await connect(side, 200);
  await disconnect(side);
  const before = await side.server.call("residentBytes");
  await connect(side, streams);
  const after = await side.server.call("residentBytes");
  return Math.round((after - before) / streams);
}

function summarise(samples: readonly Sample[], kind: Kind, subscribers: number): Sample {
  const own = samples.filter((each) => each.kind === kind && each.subscribers === subscribers);
  return {
    kind,
    subscribers,
    eventsPerS: Math.round(median(own.map(({ eventsPerS }) => eventsPerS))),
    serverUsPerFrame: round(median(own.map(({ serverUsPerFrame }) => serverUsPerFrame))),
  };
}

/** Median of the rounds' own ratios: what slows the machine for a while slows both sides of one round. */
function ratioOf(samples: readonly Sample[], subscribers: number): number {
  const rates = (kind: Kind): number[] =>
    samples
      .filter((each) => each.kind === kind && each.subscribers === subscribers)
      .map(({ eventsPerS }) => eventsPerS);
  const bare = rates("bare");
  return round(median(rates("usher").map((rate, index) => rate / (bare[index] as number))));
}

async function stopAll(sides: Iterable<Side>): Promise<void> {
  await Promise.all([...sides].flatMap(({ server, readers }) => [server.stop(), readers.stop()]));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
