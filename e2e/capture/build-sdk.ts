import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds the page SDK as it is shipped; file name → code. */
export async function buildSdk(): Promise<Map<string, string>> {
  const result = await build({
    configFile: fileURLToPath(new URL("../../packages/browser/vite.config.ts", import.meta.url)),
    logLevel: "silent",
    build: { write: false },
  });
  const files = new Map<string, string>();
  for (const each of Array.isArray(result) ? result : [result]) {
    if (!("output" in each)) continue;
    for (const chunk of each.output) if (chunk.type === "chunk") files.set(chunk.fileName, chunk.code);
  }
  return files;
}
