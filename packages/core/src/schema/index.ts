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
export { publishPathRequest, putPathRequest } from "./path-api.ts";
export {
  changeProductRequest,
  createKeyRequest,
  createProductRequest,
  origin,
  productId,
  registerProductRequest,
  rotateKeyRequest,
  rotateRequest,
} from "./product-api.ts";
export { id, rawEvent } from "./raw-event.ts";
export { changeWebhookRequest, createWebhookRequest, webhookSecret } from "./webhook-api.ts";
