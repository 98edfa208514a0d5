import type { ServerBridge } from "./bridge.ts";
import { rasa } from "./rasa.ts";

/** The vendors whose chats the server speaks to by itself. */
export const BRIDGES: readonly ServerBridge[] = [rasa];

export function findBridge(id: string): ServerBridge | undefined {
  return BRIDGES.find((bridge) => bridge.id === id);
}
