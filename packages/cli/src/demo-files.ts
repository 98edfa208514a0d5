import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { UsherError } from "@usher/core";

/** What the demo is made of, as absolute paths. */
export interface DemoFiles {
  readonly config: string;
  readonly app: string;
  readonly sdk: string;
  /** A page that leads from `/` to the app. */
  readonly landing: string;
}

/** Finds the demo in the repository that this package lies in. */
export function findDemoFiles(): DemoFiles {
  const files: DemoFiles = {
    config: fromHere("../../../examples/projects/usher.config.ts"),
    app: fromHere("../../../examples/projects/dist"),
    sdk: fromHere("../../browser/bundle"),
    landing: fromHere("../assets/demo"),
  };
  const missing = Object.values(files).find((path) => !existsSync(path));
  if (missing === undefined) return files;
  throw new UsherError(
    "demo_not_built",
    `The demo needs ${missing}, which is not there. In a clone of the repository, \`npm run demo\` builds it.`,
  );
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
