import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build, defaultClientConditions } from "vite";

/** A small React page that uses `@usher/react` with the real widget. Returns the folder. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "usher-react-page-"));
  await build({
    root: fileURLToPath(new URL("./page", import.meta.url)),
    configFile: false,
    base: "./",
    logLevel: "silent",
    plugins: [react()],
    resolve: { conditions: ["usher-source", ...defaultClientConditions], dedupe: ["react", "react-dom"] },
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  return outDir;
}
