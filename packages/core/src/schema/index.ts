export {
  captureEnvelope,
  chatRequest,
  MAX_BATCH,
  outcomeRequest,
  preferences,
  sessionRequest,
  tourEndRequest,
  tourStartRequest,
  tourStepRequest,
} from "./page-api.ts";
export { id, rawEvent } from "./raw-event.ts";
