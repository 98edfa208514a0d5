import { BRIDGES, findBridge } from "../bridges/vendors.ts";
import type { ConfigProblem } from "./load-config.ts";

/** Adds everything wrong with a product's bridges; each bridge knows its own options. */
export function checkBridges(given: unknown, path: string, problems: ConfigProblem[]): void {
  for (const [id, options] of Object.entries(Object(given) as Record<string, unknown>)) {
    const bridge = findBridge(id);
    if (bridge === undefined) {
      const known = BRIDGES.map((each) => each.id).join(", ");
      problems.push({ path: `${path}.${id}`, detail: `there is no such bridge; there are ${known}` });
      continue;
    }
    // What is no object is a problem of the schema already.
    if (typeof options !== "object" || options === null || Array.isArray(options)) continue;
    for (const { path: field, detail } of bridge.check(options as Readonly<Record<string, unknown>>)) {
      problems.push({ path: `${path}.${id}.${field}`, detail });
    }
  }
}
