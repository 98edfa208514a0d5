import type { Source } from "./read-sources.ts";

/**
 * Core's folders, lowest layer first. A folder may use lower layers, and its own layer as long as no circle of folders
 * arises. `wire` is below everything that speaks of it; `schema` and `testing` look at everything and are looked at by
 * nobody.
 */
const LAYERS: readonly (readonly string[])[] = [
  ["(root)"],
  ["fields", "wire"],
  ["actions"],
  [
    "chat",
    "context",
    "criteria",
    "gate",
    "intents",
    "knowledge",
    "memory",
    "offers",
    "paths",
    "session",
    "signals",
    "stream",
    "summaries",
    "tours",
    "triggers",
  ],
  ["engine"],
  ["backtest", "explain"],
  ["scenario"],
  ["schema", "testing"],
];

/** Folders that only the package's entry points (and themselves) may use. */
const LEAVES = new Set(["schema", "testing"]);

/** Files that only gather what others may import; they see every layer and no layer sees them. */
const ENTRY_POINTS = new Set(["packages/core/src/index.ts", "packages/core/src/documented.ts"]);

/** Core's sources without the entry points. */
export function withoutEntryPoints(sources: readonly Source[]): readonly Source[] {
  return sources.filter(({ path }) => !ENTRY_POINTS.has(path));
}

/** The folder of a core file: `packages/core/src/gate/rules/x.ts` → `gate`. Files beside `index.ts` are `(root)`. */
export function coreFolder(path: string): string {
  const [folder = "", rest] = path.slice("packages/core/src/".length).split("/");
  return rest === undefined ? "(root)" : folder;
}

/** Every import that points the wrong way, as a sentence. */
export function findLayerViolations(sources: readonly Source[]): readonly string[] {
  const found = withoutEntryPoints(sources).flatMap(({ path, imports }) =>
    imports.flatMap(({ file }) => (file ? explain(path, file) : [])),
  );
  return [...new Set(found)];
}

function explain(path: string, file: string): string[] {
  const from = coreFolder(path);
  const to = coreFolder(file);
  if (file === "packages/core/src/index.ts" && from !== "testing")
    return [`${path} imports the package's own index.ts`];
  if (from === to) return [];
  const fromLayer = LAYERS.findIndex((layer) => layer.includes(from));
  const toLayer = LAYERS.findIndex((layer) => layer.includes(to));
  if (fromLayer < 0) return [`${path} lies in a folder without a layer: add "${from}" to tools/core-layers.ts`];
  if (toLayer < 0) return [`${file} lies in a folder without a layer: add "${to}" to tools/core-layers.ts`];
  if (LEAVES.has(to)) return [`${path} imports ${to}, which only tests and entry points use`];
  return toLayer > fromLayer ? [`${path} (${from}) imports ${file} (${to}), a higher layer`] : [];
}
