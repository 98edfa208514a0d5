import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { describeMemoryStore } from "../../ports/memory-store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

const dirs: string[] = [];

afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

describeMemoryStore("what is remembered, in the embedded store in memory", () => openEmbeddedStore({ memory: true }));
describeMemoryStore("what is remembered, in the embedded store on disk", () => {
  const dir = mkdtempSync(join(tmpdir(), "usher-memory-"));
  dirs.push(dir);
  return openEmbeddedStore({ dir });
});
