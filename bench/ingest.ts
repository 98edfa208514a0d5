import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { bundleChild } from "./support/bundle-child.ts";
import type { LoadCalls } from "./support/load-process.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { posthogClickTemplate } from "./support/posthog-clicks.ts";
import { median, round } from "./support/quantile.ts";
import { createScratchFolder } from "./support/scratch-folder.ts";
import type { ServerCalls, StartServer } from "./support/server-process.ts";
import { type Child, startChild } from "./support/start-child.ts";

export const description =
  "Events per second, acknowledged after the disk flush, against the same server without storage and bare node:http";

type Kind = StartServer["kind"];

const KINDS: readonly Kind[] = ["usher", "storage-off", "bare"];
const BATCHES = [1, 10, 50] as const;
const SENDERS = ["page", "posthog"] as const;
const WARM_UP_S = 1;
/** Durable against storage switched off, batches of ten. */
const TARGET = 0.5;

type Sender = (typeof SENDERS)[number];

interface Sample {
  readonly kind: Kind;
  /** `page`: our own page's batches. `posthog`: posthog-js's, compressed, about 2 kB an event. */
  readonly sender: Sender;
  readonly batch: number;
  readonly eventsPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Share of one core. */
  readonly serverCpu: number;
  /** CPU time of the server: says more than the rate does where other work shares the machine. */
  readonly serverMicrosPerEvent: number;
  readonly clientCpu: number;
}

interface Ratios {
  readonly durableToStorageOff: number;
  /** The same of events per second of CPU time. */
  readonly durableToStorageOffByCpu: number;
  readonly durableToBare: number;
  readonly storageOffToBare: number;
}

interface IngestResult {
  readonly bench: "ingest";
  readonly machine: Machine;
  /** Median time of one 8 KB write with a flush on this disk. */
  readonly flushMs: number;
  readonly connections: number;
  readonly secondsPerSample: number;
  readonly rounds: number;
  readonly ratios: Readonly<Record<Sender, Readonly<Record<`batch${(typeof BATCHES)[number]}`, Ratios>>>>;
  readonly target: string;
  readonly ok: boolean;
  /** What the clients were told is kept, and what the database held when it was opened again. */
  readonly acknowledgedEvents: number;
  readonly storedEvents: number | null;
  readonly rows: readonly Sample[];
}

/** `--seconds` per sample (3), `--rounds` (5), `--connections`, each with its own session (32). */
export async function run({ args }: BenchOptions): Promise<IngestResult> {
  const { seconds, rounds, connections } = readNumbers(args, { seconds: 3, rounds: 5, connections: 32 });
  say("bundling");
  const [serverPath, loadPath] = await Promise.all([bundleChild("server-process"), bundleChild("load-process")]);
  const scratch = createScratchFolder();
  const load = startChild<LoadCalls>(loadPath);
  const servers = new Map<Kind, { readonly child: Child<ServerCalls>; readonly url: string }>();
  let acknowledgedEvents = 0;

  const template = posthogClickTemplate();

  async function sample(kind: Kind, sender: Sender, batch: number, forSeconds: number): Promise<Sample> {
    const server = servers.get(kind);
    if (server === undefined) throw new Error(`${kind} does not run.`);
    const cpuBefore = await server.child.call("cpuMs");
    const result = await load.call("run", {
      url: server.url,
      sessions: kind !== "bare" && sender === "page",
      ...(sender === "posthog" ? { posthog: template } : {}),
      connections,
      batch,
      seconds: forSeconds,
    });
    const cpu = (await server.child.call("cpuMs")) - cpuBefore;
    if (kind === "usher") acknowledgedEvents += result.events;
    return {
      kind,
      sender,
      batch,
      eventsPerS: result.events / result.seconds,
      p50Ms: result.p50Ms,
      p99Ms: result.p99Ms,
      serverCpu: cpu / 1_000 / result.seconds,
      serverMicrosPerEvent: (cpu * 1_000) / result.events,
      clientCpu: result.cpuMs / 1_000 / result.seconds,
    };
  }

  try {
    for (const kind of KINDS) {
      const child = startChild<ServerCalls>(serverPath);
      const { url } = await child.call("start", { kind, ...(kind === "usher" ? { dir: scratch.path } : {}) });
      servers.set(kind, { child, url });
      for (const sender of SENDERS) for (const batch of BATCHES) await sample(kind, sender, batch, WARM_UP_S);
    }
    const samples: Sample[] = [];
    for (let number = 0; number < rounds; number++) {
      // Each round begins with another server, so that none always runs on the quieter machine.
      const order = KINDS.map((_, index) => KINDS[(index + number) % KINDS.length] as Kind);
      for (const sender of SENDERS) {
        for (const batch of BATCHES) for (const kind of order) samples.push(await sample(kind, sender, batch, seconds));
      }
      say(`round ${number + 1} of ${rounds}: ${lastRates(samples)}`);
    }
    const stopped = await servers.get("usher")?.child.call("stop");
    const rows = SENDERS.flatMap((sender) =>
      BATCHES.flatMap((batch) => KINDS.map((kind) => summarise(samples, kind, sender, batch))),
    );
    const ratiosFor = (sender: Sender): IngestResult["ratios"][Sender] => ({
      batch1: ratiosOf(samples, sender, 1),
      batch10: ratiosOf(samples, sender, 10),
      batch50: ratiosOf(samples, sender, 50),
    });
    const ratios = { page: ratiosFor("page"), posthog: ratiosFor("posthog") };
    return {
      bench: "ingest",
      machine: describeMachine(),
      flushMs: round(scratch.flushMs),
      connections,
      secondsPerSample: seconds,
      rounds,
      ratios,
      target: `page.batch10.durableToStorageOff >= ${TARGET}`,
      ok: ratios.page.batch10.durableToStorageOff >= TARGET,
      acknowledgedEvents,
      storedEvents: stopped?.storedEvents ?? null,
      rows,
    };
  } finally {
    await Promise.all([load, ...[...servers.values()].map(({ child }) => child)].map((child) => child.stop()));
    scratch.remove();
  }
}

function lastRates(samples: readonly Sample[]): string {
  const last = samples.slice(-KINDS.length * BATCHES.length * SENDERS.length);
  return last
    .map(({ kind, sender, batch, eventsPerS }) => `${kind}/${sender}/${batch} ${Math.round(eventsPerS)}/s`)
    .join(", ");
}

function summarise(samples: readonly Sample[], kind: Kind, sender: Sender, batch: number): Sample {
  const own = samples.filter((sample) => sample.kind === kind && sample.sender === sender && sample.batch === batch);
  const of = (field: Exclude<keyof Sample, "kind" | "sender" | "batch">): number =>
    median(own.map((sample) => sample[field]));
  return {
    kind,
    sender,
    batch,
    eventsPerS: Math.round(of("eventsPerS")),
    p50Ms: round(of("p50Ms")),
    p99Ms: round(of("p99Ms")),
    serverCpu: round(of("serverCpu")),
    serverMicrosPerEvent: round(of("serverMicrosPerEvent")),
    clientCpu: round(of("clientCpu")),
  };
}

/** Medians of the rounds' own ratios: what slows the machine for a while slows both sides of one round. */
function ratiosOf(samples: readonly Sample[], sender: Sender, batch: number): Ratios {
  const own = samples.filter((sample) => sample.sender === sender && sample.batch === batch);
  const of = (kind: Kind, field: "eventsPerS" | "serverMicrosPerEvent"): number[] =>
    own.filter((sample) => sample.kind === kind).map((sample) => sample[field]);
  const rates = (kind: Kind): number[] => of(kind, "eventsPerS");
  const [durable, storageOff, bare] = [rates("usher"), rates("storage-off"), rates("bare")];
  const ratio = (left: number[], right: number[]): number =>
    round(median(left.map((value, index) => value / (right[index] as number))));
  return {
    durableToStorageOff: ratio(durable, storageOff),
    durableToStorageOffByCpu: ratio(of("storage-off", "serverMicrosPerEvent"), of("usher", "serverMicrosPerEvent")),
    durableToBare: ratio(durable, bare),
    storageOffToBare: ratio(storageOff, bare),
  };
}
