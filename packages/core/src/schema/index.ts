export {
  anchorsRequest,
  captureEnvelope,
  chatRequest,
  MAX_BATCH,
  outcomeRequest,
  preferencesRequest,
  sessionRequest,
  tourEndRequest,
  tourStartRequest,
  tourStepRequest,
} from "./page-api.ts";
export { id, rawEvent } from "./raw-event.ts";
