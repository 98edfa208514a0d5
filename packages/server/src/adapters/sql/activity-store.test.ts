import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { describeActivityStore } from "../../ports/activity-store.contract.ts";
import { openEmbeddedStore } from "./open-embedded.ts";

const dirs: string[] = [];

afterAll(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

describeActivityStore("activity in the embedded store in memory", () => openEmbeddedStore({ memory: true }));
describeActivityStore("activity in the embedded store on disk", () => {
  const dir = mkdtempSync(join(tmpdir(), "usher-activity-"));
  dirs.push(dir);
  return openEmbeddedStore({ dir });
});
