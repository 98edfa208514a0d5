import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const EXAMPLE = fileURLToPath(new URL("../../examples/projects", import.meta.url));
const OURS = fileURLToPath(new URL("./chat.ts", import.meta.url));

/** The projects example with a vendor's chat: only its `chat.ts` is another. Returns the folder. */
export async function buildExample(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "usher-vendor-example-"));
  await build({
    root: EXAMPLE,
    configFile: join(EXAMPLE, "vite.config.ts"),
    logLevel: "silent",
    plugins: [
      {
        name: "with-vendor",
        enforce: "pre",
        resolveId: (id, importer) => (id === "./chat.ts" && importer?.startsWith(EXAMPLE) ? OURS : null),
      },
    ],
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  return outDir;
}
