import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const OURS = fileURLToPath(new URL("./chat.tsx", import.meta.url));

/** An example as it is, but with Inkeep's widget for a chat: only its `chat.ts` is another. Returns the folder. */
export async function buildExample(example: "nexus-cloud" | "projects" = "nexus-cloud"): Promise<string> {
  const root = join(ROOT, "examples", example);
  const outDir = await mkdtemp(join(tmpdir(), "usher-inkeep-example-"));
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "silent",
    resolve: { dedupe: ["react", "react-dom"] },
    plugins: [
      {
        name: "with-inkeep",
        enforce: "pre",
        resolveId: (id, importer) => (id === "./chat.ts" && importer?.startsWith(root) ? OURS : null),
      },
    ],
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  return outDir;
}
