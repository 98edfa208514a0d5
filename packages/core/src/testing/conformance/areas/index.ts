import type { ConformanceArea } from "../area.ts";
import { agentStateV2 } from "./agent-state-v2.ts";
import { chipConfig } from "./chip-config.ts";
import { contextStore } from "./context-store.ts";
import { pendingTourOffer } from "./pending-tour-offer.ts";
import { quickReplyMatch } from "./quick-reply-match.ts";
import { tourRegistry } from "./tour-registry.ts";
import { triggerConfig } from "./trigger-config.ts";
import { userIndex } from "./user-index.ts";

/** Every area core can answer for. */
export const conformanceAreas: readonly ConformanceArea[] = [
  agentStateV2,
  chipConfig,
  contextStore,
  pendingTourOffer,
  quickReplyMatch,
  tourRegistry,
  triggerConfig,
  userIndex,
];
