import type { ConformanceArea } from "../area.ts";
import { agentStateV2 } from "./agent-state-v2.ts";
import { tourRegistry } from "./tour-registry.ts";

/** Every area core can answer for. */
export const conformanceAreas: readonly ConformanceArea[] = [agentStateV2, tourRegistry];
