import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UsherError } from "@usher/core";
import { pageSdkFolder } from "../page-sdk.ts";

/** The examples, in the order in which the demo names them. */
export const EXAMPLES = ["projects", "nexus-cloud"] as const;

export type Example = (typeof EXAMPLES)[number];

/** What the demo is made of, as absolute paths. */
export interface DemoFiles {
  readonly examples: readonly ExampleFiles[];
  readonly sdk: string;
  /** The page at `/` that names the examples. */
  readonly landing: string;
  /** What starts the doubles of vendors' chats. */
  readonly chatDoubles: string;
}

export interface ExampleFiles {
  readonly id: Example;
  readonly config: string;
  /** The built app. */
  readonly app: string;
}

/** Finds the demo in the repository that this package lies in. */
export function findDemoFiles(): DemoFiles {
  const files: DemoFiles = {
    examples: EXAMPLES.map((id) => ({
      id,
      config: fromHere(`../../../../examples/${id}/usher.config.ts`),
      app: fromHere(`../../../../examples/${id}/dist`),
    })),
    sdk: pageSdkFolder(),
    landing: fromHere("../../assets/demo"),
    chatDoubles: fromHere("../../../../scripts/demo-chat.mjs"),
  };
  const needed = [...files.examples.flatMap(({ config, app }) => [config, app]), files.sdk, files.landing];
  const missing = needed.find((path) => !existsSync(path));
  if (missing === undefined) return files;
  if (files.examples.some(({ config }) => !existsSync(config))) {
    throw new UsherError(
      "demo_not_here",
      "The demo is part of Usher's repository, not of this package: in a clone of it, run `npm run demo`.",
    );
  }
  throw new UsherError(
    "demo_not_built",
    `The demo needs ${missing}, which is not there. In a clone of the repository, \`npm run demo\` builds it.`,
  );
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
