import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../../examples/projects/", import.meta.url));
const OUT = fileURLToPath(new URL("../../node_modules/.cache/usher/bench-example/", import.meta.url));

/** Builds the projects app as its visitors get it; returns the folder. */
export async function buildExample(): Promise<string> {
  await build({ root: ROOT, logLevel: "error", build: { outDir: OUT, emptyOutDir: true } });
  return OUT;
}
