import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsherError } from "@usher/core";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { starterConfig } from "../init/starter-config.ts";
import { findConfigFile } from "../read-config-file.ts";

const EXAMPLES = `
Examples:
  usher init
  usher init shop --origin http://localhost:5173`;

interface InitOptions {
  readonly origin?: readonly string[];
}

const ID = /^[A-Za-z0-9_.-]{1,64}$/;
const ORIGIN = /^https?:\/\/[^/?#@\s"]+$/;
const ORIGINS = ["http://localhost:3000", "http://127.0.0.1:3000"];

/** `usher init`: a configuration to begin with, and what to put into the page. */
export function addInit(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("init [id]")
    .description("write usher.config.ts, with a first trigger to change")
    .option(
      "--origin <origin>",
      `origin of your pages; may be repeated (default: ${ORIGINS.join(", ")})`,
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .addHelpText("after", EXAMPLES)
    .action((id: string | undefined, options: InitOptions) => done(init(context, id ?? "my-app", options)));
}

function init(context: CliContext, id: string, { origin: origins = ORIGINS }: InitOptions): number {
  if (!ID.test(id)) {
    throw new UsherError("product_id_invalid", `"${id}" is no id: use letters, digits, _, . and -, at most 64.`);
  }
  const odd = origins.find((origin) => !ORIGIN.test(origin));
  if (odd !== undefined) {
    throw new UsherError(
      "origin_invalid",
      `"${odd}" is no origin: write scheme, host and port, e.g. http://localhost:5173`,
    );
  }
  const taken = findConfigFile(context.cwd);
  if (taken !== undefined) {
    throw new UsherError("files_exist", `Nothing was written: ${taken} is there already.`);
  }
  const key = `pk_live_${randomBytes(16).toString("hex")}`;
  writeFileSync(resolve(context.cwd, "usher.config.ts"), starterConfig({ id, key, origins }));
  context.print(`wrote usher.config.ts: the product ${id}, for pages of ${origins.join(" and ")}

Next:
  usher serve

and into your pages:

  <script type="module">
    import { Usher } from "http://127.0.0.1:8787/sdk/usher.js";

    Usher.init({ key: "${key}", host: "http://127.0.0.1:8787" });
  </script>

With a bundler, import it from "@usher/browser" instead.`);
  return 0;
}
