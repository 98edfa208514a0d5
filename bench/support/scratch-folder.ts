import { closeSync, fdatasyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./quantile.ts";

const PARENT = fileURLToPath(new URL("../../node_modules/.cache/usher/bench-data/", import.meta.url));

export interface ScratchFolder {
  readonly path: string;
  /** Median time to write 8 KB and flush it to the disk, milliseconds: what durability costs here at the least. */
  readonly flushMs: number;
  remove(): void;
}

/** A folder on the repository's disk: the system's temporary folder may be memory, where a flush costs nothing. */
export function createScratchFolder(): ScratchFolder {
  mkdirSync(PARENT, { recursive: true });
  const path = mkdtempSync(join(PARENT, "run-"));
  return { path, flushMs: measureFlush(join(path, "flush")), remove: () => rmSync(path, { recursive: true }) };
}

function measureFlush(file: string): number {
  const block = Buffer.alloc(8_192, 1);
  const descriptor = openSync(file, "w");
  const times = Array.from({ length: 50 }, (_, index) => {
    const startedAt = performance.now();
    writeSync(descriptor, block, 0, block.length, index * block.length);
    fdatasyncSync(descriptor);
    return performance.now() - startedAt;
  });
  closeSync(descriptor);
  rmSync(file);
  return median(times);
}
