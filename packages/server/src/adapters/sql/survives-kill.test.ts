import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openEmbeddedStore } from "./open-embedded.ts";

const WRITER = fileURLToPath(new URL("../__fixtures__/commit-until-killed.mjs", import.meta.url));

/** Runs the writer until so many steps are acknowledged, kills it, and gives the last acknowledged version by session. */
async function writeAndKill(dir: string, afterAcks: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [WRITER, dir], { stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged = new Map<string, number>();
  const exited = once(child, "exit");
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [sessionId = "", version, outcome] = line.split(" ");
    // The kill may cut the last line short.
    if (outcome !== "saved") continue;
    acknowledged.set(sessionId, Number(version));
    count += 1;
    if (count === afterAcks) child.kill("SIGKILL");
  }
  await exited;
  return acknowledged;
}

test("killed while committing: every acknowledged step is there, and no step is there by half", async () => {
  const dir = mkdtempSync(join(tmpdir(), "usher-kill-"));
  try {
    for (const afterAcks of [137, 1_500, 3_011]) {
      const acknowledged = await writeAndKill(dir, afterAcks);
      expect(acknowledged.size).toBeGreaterThan(0);
      const store = await openEmbeddedStore({ dir });
      for (const [sessionId, version] of acknowledged) {
        const session = await store.findSession("demo", sessionId);
        const stored = session?.version ?? 0;
        expect(stored).toBeGreaterThanOrEqual(version);
        expect((await store.findAttention("demo", session?.subject ?? ""))?.version).toBe(stored - 1);
        const { frames } = await store.framesAfter("demo", sessionId, 0, 100_000);
        expect(frames.map((frame) => frame.offset)).toEqual(Array.from({ length: stored - 1 }, (_, n) => n + 2));
        expect(await store.ledger("demo", sessionId, 100_000)).toHaveLength(stored - 1);
        expect(await store.recentActions("demo", sessionId, 100_000)).toHaveLength(3 * (stored - 1));
        expect(await store.findOffer("demo", `${sessionId}-${stored}`)).toBeDefined();
        expect(await store.findOffer("demo", `${sessionId}-${stored + 1}`)).toBeUndefined();
      }
      await store.close();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}, 60_000);
