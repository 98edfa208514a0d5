import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const EXAMPLE = fileURLToPath(new URL("../../examples/projects", import.meta.url));
const OURS = fileURLToPath(new URL("./usher.ts", import.meta.url));

/** The projects example as it is, but with Rasa's widget for a chat: only its `usher.ts` is another. Returns the folder. */
export async function buildExample(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "usher-rasa-example-"));
  await build({
    root: EXAMPLE,
    configFile: join(EXAMPLE, "vite.config.ts"),
    logLevel: "silent",
    plugins: [
      {
        name: "with-rasa",
        enforce: "pre",
        resolveId: (id, importer) => (id === "./usher.ts" && importer?.startsWith(EXAMPLE) ? OURS : null),
      },
    ],
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
  return outDir;
}
