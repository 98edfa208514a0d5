import { CHAT_BRIDGES, checkBridgeOptions, findChatBridge } from "@usher/integrations/chat";
import { areFlows, splitBridgeSettings } from "../bridges/bridge-settings.ts";
import type { ConfigProblem } from "./load-config.ts";

/** Adds everything wrong with a product's bridges; each bridge knows its own options. */
export function checkBridges(given: unknown, path: string, problems: ConfigProblem[]): void {
  for (const [id, settings] of Object.entries(Object(given) as Record<string, unknown>)) {
    const bridge = findChatBridge(id);
    if (bridge === undefined) {
      const known = CHAT_BRIDGES.map(({ manifest }) => manifest.id).join(", ");
      problems.push({ path: `${path}.${id}`, detail: `there is no such bridge; there are ${known}` });
      continue;
    }
    // What is no object is a problem of the schema already.
    if (typeof settings !== "object" || settings === null || Array.isArray(settings)) continue;
    const { flows } = settings as Readonly<Record<string, unknown>>;
    if (flows !== undefined && !areFlows(flows)) {
      problems.push({ path: `${path}.${id}.flows`, detail: 'write ids by tour, e.g. { "bulk-edit": "clx…" }' });
    }
    const { options } = splitBridgeSettings(settings as Readonly<Record<string, unknown>>);
    for (const { path: field, detail } of checkBridgeOptions(bridge.manifest, options)) {
      problems.push({ path: `${path}.${id}.${field}`, detail });
    }
  }
}
