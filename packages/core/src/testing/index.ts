export type { EngineDriver } from "./engine-driver.ts";
export { createEngineDriver } from "./engine-driver.ts";
export type { PlayedSession } from "./play-history.ts";
export { playHistory } from "./play-history.ts";
export type { HistoryStep, RandomHistoryOptions } from "./random-history.ts";
export { randomHistory } from "./random-history.ts";
export type { RandomSource } from "./random-source.ts";
export { createRandomSource } from "./random-source.ts";
export { SAMPLE_PAGE, samplePath, sampleRules, sampleTrigger } from "./sample-rules.ts";
