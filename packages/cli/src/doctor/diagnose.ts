import type { ResolvedConfig } from "@usher/server";
import type { CliContext } from "../cli-context.ts";
import { askServer } from "../products/ask-server.ts";
import { type DeskOptions, loadOptionalConfig } from "../products/open-desk.ts";
import { checkBridges } from "./check-bridges.ts";
import { checkConfig } from "./check-config.ts";
import { checkData } from "./check-data.ts";
import { checkNetwork } from "./check-network.ts";
import { checkProducts } from "./check-products.ts";
import { type Finding, fail, ok } from "./finding.ts";

/** Everything that is looked at, in the order in which it would be mended. */
export async function diagnose(context: CliContext, options: DeskOptions): Promise<readonly Finding[]> {
  const node = checkNode(context.nodeVersion);
  let config: ResolvedConfig;
  try {
    config = await loadOptionalConfig(context, options);
  } catch (error) {
    return [node, ...configProblems(error)];
  }
  const state = await context.inspectDataDirectory(config.dataDir);
  const { products, llm } = config;
  const known = products.length === 1 ? "1 product" : `${products.length} products`;
  return [
    node,
    ok("config", `${known}, ${llm === null ? "no model" : `model ${llm.model}`}, log level ${config.logLevel}`),
    ...checkConfig(config),
    ...checkBridges(config),
    ...checkData(state, context.now(), isRunning),
    ...(state.owner !== undefined && isRunning(state.owner.pid) ? await checkKeys(context, config) : []),
    ...(await checkNetwork(config)),
  ];
}

/** Asked of the server that owns the folder: without one, looking would bring an older database up to date. */
async function checkKeys(context: CliContext, config: ResolvedConfig): Promise<readonly Finding[]> {
  const local = context.readLocalAdmin(config.dataDir);
  if (local === undefined) return [ok("keys", "registered products are looked at while the server runs")];
  return checkProducts(askServer(local), config.server.publicUrl !== null, context.now());
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 11)) return ok("node", version);
  return fail("node", `${version} is too old`, "install Node.js 20.11 or later");
}

function configProblems(error: unknown): readonly Finding[] {
  const detail = error instanceof Error ? error.message : String(error);
  const problems = error instanceof Error && "problems" in error ? error.problems : undefined;
  if (!Array.isArray(problems)) return [fail("config", detail, "name the file with --config, or correct it")];
  const fix = "correct it where it is set: the config file, the environment or an option";
  return problems.map((problem) => fail("config", `${problem.path}: ${problem.detail}`, fix));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
