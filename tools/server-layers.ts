import type { Source } from "./read-sources.ts";

const SRC = "packages/server/src/";

/** What each layer must not know. Other folders (logging, configuration, …) serve all of them. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  ports: ["http", "engine", "adapters"],
  adapters: ["http", "engine"],
  engine: ["http", "adapters"],
};

/** The files that may choose adapters: the composition root with its groups of parts, what opens a data directory without a server, the package's entry, and `testing`, which hands adapters to tests. */
const CHOOSERS =
  /^(compose\.ts|compose\/|create-server\.ts|read-data-directory\.ts|index\.ts|(knowledge|paths|privacy|products|webhooks)\/open-[a-z-]+\.ts|testing\/)/;

/** Every import that points the wrong way, as a sentence. */
export function findServerViolations(sources: readonly Source[]): readonly string[] {
  const found = sources.flatMap(({ path, imports }) => {
    const from = path.slice(SRC.length);
    return imports.flatMap(({ file }) => {
      if (file === undefined || !file.startsWith(SRC)) return [];
      const to = file.slice(SRC.length);
      const [fromFolder, toFolder] = [from.split("/")[0] ?? "", to.split("/")[0] ?? ""];
      if (fromFolder === toFolder) return [];
      if (FORBIDDEN[fromFolder]?.includes(toFolder)) return [`${path} (${fromFolder}) imports ${file} (${toFolder})`];
      if (toFolder === "adapters" && !CHOOSERS.test(from)) return [`${path} chooses an adapter; only compose.ts does`];
      return [];
    });
  });
  return [...new Set(found)];
}
