export type { ConformanceArea } from "./area.ts";
export { conformanceAreas } from "./areas/index.ts";
export { type AreaReport, type Difference, parseVectors, runVectors, type Vector } from "./run-vectors.ts";
export { firstDifference, reviveNumbers } from "./same-value.ts";
