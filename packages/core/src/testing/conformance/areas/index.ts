import type { ConformanceArea } from "../area.ts";
import { agentStateV2 } from "./agent-state-v2.ts";
import { builtinCatalog } from "./builtin-catalog.ts";
import { chipConfig } from "./chip-config.ts";
import { contextStore } from "./context-store.ts";
import { judge } from "./judge.ts";
import { models } from "./models.ts";
import { pendingTourOffer } from "./pending-tour-offer.ts";
import { pingPong } from "./ping-pong.ts";
import { quickReplyMatch } from "./quick-reply-match.ts";
import { ragQuery } from "./rag-query.ts";
import { registry } from "./registry.ts";
import { sectionActivity } from "./section-activity.ts";
import { tourRegistry } from "./tour-registry.ts";
import { triggerConfig } from "./trigger-config.ts";
import { triggerContext } from "./trigger-context.ts";
import { userIndex } from "./user-index.ts";
import { userPageDwell } from "./user-page-dwell.ts";
import { watermark } from "./watermark.ts";

/** Every area core can answer for. */
export const conformanceAreas: readonly ConformanceArea[] = [
  agentStateV2,
  builtinCatalog,
  chipConfig,
  contextStore,
  judge,
  models,
  pendingTourOffer,
  pingPong,
  quickReplyMatch,
  ragQuery,
  registry,
  sectionActivity,
  tourRegistry,
  triggerConfig,
  triggerContext,
  userIndex,
  userPageDwell,
  watermark,
];
