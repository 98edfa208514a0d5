import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, loadConfig, type ProductConfig, type UsherConfig } from "@usher/server";
import nexusCloud from "../../examples/nexus-cloud/usher.config.ts";
import projects from "../../examples/projects/usher.config.ts";

export interface DemoServer {
  readonly url: string;
  /** Stops and starts again on the same port and data directory, with another configuration when one is given. */
  restart(product?: Partial<ProductConfig>): Promise<void>;
  stop(): Promise<void>;
}

/** The examples that `usher demo` serves. */
const EXAMPLES = { projects, "nexus-cloud": nexusCloud } as const;

type Example = keyof typeof EXAMPLES;

export interface DemoOverrides {
  /** The example to serve. Default `projects`. */
  readonly example?: Example;
  readonly product?: Partial<ProductConfig>;
  readonly config?: Partial<UsherConfig>;
}

/** The real server with a real example, as `usher demo` serves it, on a free port and a directory of its own. */
export async function startDemoServer(overrides: DemoOverrides = {}): Promise<DemoServer> {
  const { example = "projects" } = overrides;
  const built = fileURLToPath(new URL(`../../examples/${example}/dist`, import.meta.url));
  if (!existsSync(join(built, "index.html"))) throw new Error("The example is not built: run `npm run build` first.");
  const dataDir = await mkdtemp(join(tmpdir(), "usher-e2e-"));
  let product = overrides.product;
  const start = async (port: number) => {
    const config = loadConfig({
      file: {
        ...EXAMPLES[example],
        // The example offers to everyone (no holdout): a test that changes one rule keeps the others.
        products: (EXAMPLES[example].products ?? []).map((own) => ({
          ...own,
          ...product,
          policy: { ...own.policy, ...product?.policy },
        })),
        staticFiles: [{ path: `/demo/${example}`, dir: built, spa: true }],
        dataDir,
        logLevel: "silent",
        // The server shares its process with the tests and the machine with browsers: their pauses are no load.
        shedLoad: false,
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
    async restart(changed) {
      product = { ...product, ...changed };
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
