import type { ConformanceArea } from "../area.ts";
import { agentStateV2 } from "./agent-state-v2.ts";
import { chipConfig } from "./chip-config.ts";
import { pendingTourOffer } from "./pending-tour-offer.ts";
import { quickReplyMatch } from "./quick-reply-match.ts";
import { tourRegistry } from "./tour-registry.ts";
import { triggerConfig } from "./trigger-config.ts";

/** Every area core can answer for. */
export const conformanceAreas: readonly ConformanceArea[] = [
  agentStateV2,
  chipConfig,
  pendingTourOffer,
  quickReplyMatch,
  tourRegistry,
  triggerConfig,
];
