import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";

export const description =
  "Bytes of the page SDK, minified and gzipped: before the first nudge, detectors, nudge, tour, chat";

const CONFIG = fileURLToPath(new URL("../packages/browser/vite.config.ts", import.meta.url));

/** One kB is 1,000 bytes. */
const BUDGETS = { beforeNudge: 12_000, guidance: 15_000, chat: 20_000 } as const;

/** The modules whose chunks the page asks for at each stage; what those import statically comes along. */
const ASKED_FOR = {
  entry: ["src/index.ts"],
  detectors: ["src/capture/struggle/start-detectors.ts"],
  nudge: ["src/offers/create-offers.ts", "src/root.ts", "src/nudge/nudge.ts"],
  tour: ["src/tour/play-tour.ts", "src/tour/position-card.ts"],
  chat: ["src/chat/open-chat.tsx"],
} as const;

interface SizeRow {
  readonly stage: string;
  /** Bytes loaded at this stage beyond what the page already has. */
  readonly gzip: number;
  readonly minified: number;
  readonly files: readonly string[];
  readonly budget: number | null;
  readonly ok: boolean | null;
}

interface SizeResult {
  readonly bench: "size";
  readonly machine: Machine;
  readonly ok: boolean;
  /** Everything the page can ever load. */
  readonly totalGzip: number;
  readonly rows: readonly SizeRow[];
}

export async function run({ args }: BenchOptions): Promise<SizeResult> {
  readNumbers(args, {});
  say("building the page SDK");
  const chunks = await buildChunks();
  const entry = measure(chunks, ASKED_FOR.entry, new Set());
  const detectors = measure(chunks, ASKED_FOR.detectors, entry.loaded);
  const nudge = measure(chunks, ASKED_FOR.nudge, entry.loaded);
  const tour = measure(chunks, ASKED_FOR.tour, nudge.loaded);
  const chat = measure(chunks, ASKED_FOR.chat, nudge.loaded);
  const rows: SizeRow[] = [
    row("before the first nudge", [entry], BUDGETS.beforeNudge),
    // Only where a trigger of the product asks for what they see.
    row("detectors of struggle", [detectors], null),
    row("first nudge", [nudge], null),
    row("tour, after the nudge", [tour], null),
    row("nudge and tour", [nudge, tour], BUDGETS.guidance),
    row("chat, after the nudge", [chat], BUDGETS.chat),
  ];
  return {
    bench: "size",
    machine: describeMachine(),
    ok: rows.every(({ ok }) => ok !== false),
    totalGzip: chunks.reduce((sum, chunk) => sum + gzipSize(chunk), 0),
    rows,
  };
}

/** What is shipped, built with the configuration that ships it. */
async function buildChunks(): Promise<readonly Rolldown.OutputChunk[]> {
  const built = await build({ configFile: CONFIG, logLevel: "error", build: { write: false } });
  const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
}

interface Stage {
  readonly added: readonly Rolldown.OutputChunk[];
  /** Names of every file the page has after this stage. */
  readonly loaded: ReadonlySet<string>;
}

function measure(
  chunks: readonly Rolldown.OutputChunk[],
  modules: readonly string[],
  before: ReadonlySet<string>,
): Stage {
  const loaded = new Set(before);
  const added: Rolldown.OutputChunk[] = [];
  const waiting = modules.map((module) => chunkOf(chunks, module));
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (loaded.has(chunk.fileName)) continue;
    loaded.add(chunk.fileName);
    added.push(chunk);
    const { imports } = chunk;
    waiting.push(...chunks.filter(({ fileName }) => imports.includes(fileName)));
  }
  return { added, loaded };
}

function chunkOf(chunks: readonly Rolldown.OutputChunk[], module: string): Rolldown.OutputChunk {
  const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(`/packages/browser/${module}`)));
  if (chunk === undefined)
    throw new Error(`No chunk holds packages/browser/${module}: it was renamed, or is not used.`);
  return chunk;
}

function row(stage: string, stages: readonly Stage[], budget: number | null): SizeRow {
  const chunks = stages.flatMap(({ added }) => added);
  const gzip = chunks.reduce((sum, chunk) => sum + gzipSize(chunk), 0);
  return {
    stage,
    gzip,
    minified: chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0),
    files: chunks.map(({ fileName }) => fileName),
    budget,
    ok: budget === null ? null : gzip <= budget,
  };
}

/** As a server that compresses once would store it. */
function gzipSize({ code }: Rolldown.OutputChunk): number {
  return gzipSync(code, { level: 9 }).byteLength;
}
