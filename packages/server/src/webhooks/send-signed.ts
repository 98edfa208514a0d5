import type { AttemptOutcome } from "./attempt-outcome.ts";
import type { SendRequest } from "./send-request.ts";
import { type SignedDelivery, signDelivery } from "./sign-delivery.ts";

export interface SignedRequest extends SignedDelivery {
  readonly url: string;
  readonly signal?: AbortSignal;
}

/** Signs and posts once. Nothing leaves unsigned: without a secret the attempt fails. */
export async function sendSigned(send: SendRequest, request: SignedRequest): Promise<AttemptOutcome> {
  const { url, body, signal } = request;
  if (request.secrets.length === 0) {
    return { type: "failed", reason: "broken", detail: "not sent: there is no secret to sign with" };
  }
  const headers = signDelivery(request);
  return send({ url, headers, body, ...(signal === undefined ? {} : { signal }) });
}
