export type { EngineDriver } from "./engine-driver.ts";
export { createEngineDriver } from "./engine-driver.ts";
export { SAMPLE_PAGE, samplePath, sampleRules, sampleTrigger } from "./sample-rules.ts";
