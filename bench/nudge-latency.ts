import type { Browser } from "playwright-core";
import { launchChromium } from "../e2e/support/chromium.ts";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { buildExample } from "./support/build-example.ts";
import { bundleChild } from "./support/bundle-child.ts";
import type { LoadCalls } from "./support/load-process.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { measurePage, type PageTimes } from "./support/measure-page.ts";
import { measurePolling } from "./support/measure-polling.ts";
import { measureWire, type WireTimes } from "./support/measure-wire.ts";
import { quantile, round } from "./support/quantile.ts";
import { createScratchFolder } from "./support/scratch-folder.ts";
import type { ServerCalls } from "./support/server-process.ts";
import { startChild } from "./support/start-child.ts";

export const description =
  "From the third save to the nudge, on the wire and on screen, idle and under load, against a 10-second polling loop";

const BACKGROUND = { sessions: 50, eventsPerS: 500 } as const;
/** On the wire, with the background load. */
const TARGET = { p50Ms: 20, p99Ms: 100 } as const;

interface LatencyRow {
  readonly what: string;
  /** Events per second of other visitors, as they were sent. */
  readonly backgroundPerS: number;
  readonly rounds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface LatencyResult {
  readonly bench: "nudge-latency";
  readonly machine: Machine;
  readonly flushMs: number;
  readonly target: string;
  readonly ok: boolean;
  /** Median of the polling loop over the median frame at the page's side of the wire, under load. */
  readonly pollingToWire: number;
  /** Likewise, over the median nudge on screen. Null without a browser. */
  readonly pollingToScreen: number | null;
  readonly browser: string;
  readonly rows: readonly LatencyRow[];
}

/**
 * `--rounds` on the wire per load (300), `--page-rounds` in Chromium per load (30), `--polling` concurrent sessions of
 * the polling loop (500).
 */
export async function run({ args }: BenchOptions): Promise<LatencyResult> {
  const counts = readNumbers(args, { rounds: 300, "page-rounds": 30, polling: 500 });
  say("bundling");
  const [serverPath, loadPath, appDir] = await Promise.all([
    bundleChild("server-process"),
    bundleChild("load-process"),
    buildExample(),
  ]);
  const scratch = createScratchFolder();
  const server = startChild<ServerCalls>(serverPath);
  const load = startChild<LoadCalls>(loadPath);
  const chromium = await openBrowser();
  const rows: LatencyRow[] = [];

  async function measureAll(url: string, backgroundPerS: number): Promise<void> {
    const background = (): Promise<{ readonly eventsPerS: number }> => load.call("stopBackground");
    const start = (): Promise<void> => load.call("startBackground", { url, ...BACKGROUND });
    const label = backgroundPerS === 0 ? "idle" : `${backgroundPerS} events/s`;

    if (backgroundPerS > 0) await start();
    const wire = await repeat(counts.rounds, `${label}: wire`, () => measureWire(url));
    const during = (await background()).eventsPerS;
    rows.push(...rowsOf(WIRE_SPANS, wire, during));

    if (!(chromium instanceof Error)) {
      if (backgroundPerS > 0) await start();
      const page = await repeat(counts["page-rounds"], `${label}: page`, () => measurePage(chromium, url));
      rows.push(...rowsOf(PAGE_SPANS, page, (await background()).eventsPerS));
    }
  }

  try {
    const { url } = await server.call("start", { kind: "usher", dir: scratch.path, appDir });
    // What runs first is compiled on the way.
    await repeat(Math.min(20, counts.rounds), "warm-up", () => measureWire(url));
    await measureAll(url, 0);
    await measureAll(url, BACKGROUND.eventsPerS);
    say(`polling loop: ${counts.polling} sessions, about 11 s`);
    rows.push(row("10-second polling loop: decision", await measurePolling(counts.polling), 0));
    await server.call("stop");
    return summarise(rows, scratch.flushMs, chromium);
  } finally {
    if (!(chromium instanceof Error)) await chromium.close();
    await Promise.all([server.stop(), load.stop()]);
    scratch.remove();
  }
}

async function repeat<Times>(count: number, label: string, measure: () => Promise<Times>): Promise<Times[]> {
  say(`${label}: ${count} rounds`);
  const times: Times[] = [];
  for (let done = 0; done < count; done++) times.push(await measure());
  return times;
}

/** Without Chromium the wire is still worth measuring. */
async function openBrowser(): Promise<Browser | Error> {
  try {
    return await launchChromium();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const WIRE_FRAME = "wire: third save sent to offer frame";
const VISIBLE = "page: click to nudge on screen";

const WIRE_SPANS: Readonly<Record<string, (times: WireTimes) => number>> = {
  [WIRE_FRAME]: ({ frameMs }) => frameMs,
  "wire: third save sent to acknowledgement": ({ acknowledgedMs }) => acknowledgedMs,
};

const PAGE_SPANS: Readonly<Record<string, (times: PageTimes) => number>> = {
  "page: click to its request": ({ sentMs }) => sentMs,
  "page: its request to offer frame": ({ sentMs, frameMs }) => frameMs - sentMs,
  "page: click to offer frame": ({ frameMs }) => frameMs,
  "page: click to nudge in the document": ({ insertedMs }) => insertedMs,
  [VISIBLE]: ({ visibleMs }) => visibleMs,
};

function rowsOf<Times>(
  spans: Readonly<Record<string, (times: Times) => number>>,
  times: readonly Times[],
  backgroundPerS: number,
): LatencyRow[] {
  return Object.entries(spans).map(([what, span]) => row(what, times.map(span), backgroundPerS));
}

function row(what: string, values: readonly number[], backgroundPerS: number): LatencyRow {
  return {
    what,
    backgroundPerS: Math.round(backgroundPerS),
    rounds: values.length,
    p50Ms: round(quantile(values, 0.5)),
    p99Ms: round(quantile(values, 0.99)),
  };
}

function summarise(rows: readonly LatencyRow[], flushMs: number, chromium: Browser | Error): LatencyResult {
  const loaded = (what: string): LatencyRow | undefined => rows.findLast((each) => each.what === what);
  const wire = loaded(WIRE_FRAME);
  const polling = rows.at(-1);
  if (wire === undefined || polling === undefined) throw new Error("Nothing was measured.");
  const screen = loaded(VISIBLE);
  return {
    bench: "nudge-latency",
    machine: describeMachine(),
    flushMs: round(flushMs),
    target: `${WIRE_FRAME}, ${BACKGROUND.eventsPerS} events/s: p50 < ${TARGET.p50Ms} ms, p99 < ${TARGET.p99Ms} ms`,
    ok: wire.p50Ms < TARGET.p50Ms && wire.p99Ms < TARGET.p99Ms,
    pollingToWire: Math.round(polling.p50Ms / wire.p50Ms),
    pollingToScreen: screen === undefined ? null : round(polling.p50Ms / screen.p50Ms, 1),
    browser: chromium instanceof Error ? `none: ${chromium.message}` : `Chromium ${chromium.version()}`,
    rows,
  };
}
