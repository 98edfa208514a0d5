import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleServer } from "./bundle-server.ts";
import type { ServeOptions } from "./serve-options.ts";
import { type RunOptions, startUsherProcess, type UsherProcess } from "./usher-process.ts";

const BUNDLES = fileURLToPath(new URL("../../../../../.tsbuild", import.meta.url));

/** Server processes and their data directories; all of them are gone after `close`. */
export interface FaultBench {
  /** A new, empty directory outside the workspace. */
  createDir(): string;
  start(options: ServeOptions, run?: RunOptions): Promise<UsherProcess>;
  close(): Promise<void>;
}

export async function openFaultBench(): Promise<FaultBench> {
  mkdirSync(BUNDLES, { recursive: true });
  const dirs = [mkdtempSync(join(BUNDLES, "faults-"))];
  const script = await bundleServer(dirs[0] ?? "");
  const processes: UsherProcess[] = [];
  return {
    createDir() {
      const dir = mkdtempSync(join(tmpdir(), "usher-faults-"));
      dirs.push(dir);
      return dir;
    },
    async start(options, run) {
      const started = await startUsherProcess(script, options, run);
      processes.push(started);
      return started;
    },
    async close() {
      await Promise.all(processes.map((process) => process.kill()));
      for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
    },
  };
}
