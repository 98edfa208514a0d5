import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, loadConfig, type ProductConfig, type UsherConfig } from "@usher/server";
import projects from "../../examples/projects/usher.config.ts";

export interface DemoServer {
  readonly url: string;
  /** Stops and starts again on the same port and data directory. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const BUILT = fileURLToPath(new URL("../../examples/projects/dist", import.meta.url));

/** The real server with the real example, as `usher demo` serves it, on a free port and a directory of its own. */
export async function startDemoServer(
  overrides: { readonly product?: Partial<ProductConfig>; readonly config?: Partial<UsherConfig> } = {},
): Promise<DemoServer> {
  if (!existsSync(join(BUILT, "index.html"))) throw new Error("The example is not built: run `npm run build` first.");
  const dataDir = await mkdtemp(join(tmpdir(), "usher-e2e-"));
  const start = async (port: number) => {
    const config = loadConfig({
      file: {
        ...projects,
        products: (projects.products ?? []).map((product) => ({ ...product, ...overrides.product })),
        staticFiles: [{ path: "/demo/projects", dir: BUILT, spa: true }],
        dataDir,
        logLevel: "silent",
        ...overrides.config,
      },
      environment: {},
      flags: { port },
    });
    const server = createServer(config);
    return { server, url: (await server.start()).url };
  };
  let running = await start(0);
  return {
    url: running.url,
    async restart() {
      const port = Number(new URL(running.url).port);
      await running.server.stop();
      running = await start(port);
    },
    async stop() {
      await running.server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
