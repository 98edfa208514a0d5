import type { BridgeOptions } from "@usher/integrations/chat";
import type { BridgeSettings } from "./bridge.ts";

/** What the server itself reads of a bridge's settings. */
export interface ServerSettings {
  /** Ids that another tour player has for the tours, by tour id. Default: the tour's own id. */
  readonly flows: Readonly<Record<string, string>>;
}

/** The bridge's own options, and those of the server. */
export function splitBridgeSettings(given: BridgeSettings): {
  readonly options: BridgeOptions;
  readonly settings: ServerSettings;
} {
  const { flows, ...options } = given;
  return { options, settings: { flows: areFlows(flows) ? flows : {} } };
}

export function areFlows(value: unknown): value is ServerSettings["flows"] {
  const isId = (id: unknown): boolean => typeof id === "string" && id.length > 0 && id.length <= 200;
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isId);
}
