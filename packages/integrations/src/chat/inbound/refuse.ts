import type { InboundFailure, InboundFailureCode } from "./inbound.ts";

const STATUS: Readonly<Record<InboundFailureCode, InboundFailure["status"]>> = {
  options_invalid: 500,
  signature_missing: 401,
  signature_invalid: 401,
  signature_expired: 401,
  body_too_large: 413,
  body_invalid: 400,
  unexpected: 500,
};

export function refuse(code: InboundFailureCode, detail: string): InboundFailure {
  return { ok: false, code, detail, status: STATUS[code] };
}
