import { setTimeout as wait } from "node:timers/promises";
import type { FaultBench } from "./fault-bench.ts";
import { createRandom } from "./random.ts";
import type { Flaw } from "./serve-options.ts";
import { createStoryteller, type Storyteller } from "./storyteller.ts";
import { createWriter, type Writer } from "./writer.ts";

export interface CrashLoopOptions {
  readonly dir: string;
  readonly seed: number;
  readonly rounds: number;
  /** Pages that write at full speed, each on its own. */
  readonly writers: number;
  /** Visitors who live through the whole story of an offer, at once. */
  readonly storytellers: number;
  readonly flaw?: Flaw;
}

export interface CrashLoopReport {
  readonly writers: readonly Writer[];
  readonly storytellers: readonly Storyteller[];
  /** From spawning to listening, after each kill. */
  readonly restartsMs: readonly number[];
}

/** Killed after this long at full speed, ± 250 ms. */
const MEAN_LIFE_MS = 300;

/**
 * Kills a server under load, again and again, on one data directory, and lets the clients repeat what was not answered.
 * Ends with every client satisfied and the server killed a last time: what is then on the disk is all there is.
 */
export async function runCrashLoop(bench: FaultBench, options: CrashLoopOptions): Promise<CrashLoopReport> {
  const { dir, seed, rounds, flaw } = options;
  const random = createRandom(seed);
  const writers = Array.from({ length: options.writers }, (_, index) => createWriter(`writer-${index}`, random));
  const storytellers = Array.from({ length: options.storytellers }, (_, index) => createStoryteller(`story-${index}`));
  const restartsMs: number[] = [];
  // An offer that waits for a killed server must not run out of time meanwhile: that would be a second story.
  const serve = { dir, policy: { offerTtlS: 600 }, ...(flaw === undefined ? {} : { flaw }) };
  const load = (url: string, enough?: () => boolean): Promise<unknown> =>
    Promise.all([
      ...writers.map((writer) => writer.write(url, enough)),
      ...storytellers.map((storyteller) => storyteller.tell(url, enough)),
    ]);

  for (let round = 0; round < rounds; round++) {
    const server = await bench.start(serve);
    if (round > 0) restartsMs.push(server.startedInMs);
    const lost = load(server.url);
    await Promise.race([lost, wait(MEAN_LIFE_MS + (random() - 0.5) * 500)]);
    await server.kill();
    await lost;
  }
  const last = await bench.start(serve);
  restartsMs.push(last.startedInMs);
  await load(last.url, () => true);
  await last.kill();
  return { writers, storytellers, restartsMs };
}

export function acknowledgedIds({ writers }: CrashLoopReport): readonly string[] {
  return writers.flatMap((writer) => [...writer.acknowledged]);
}
