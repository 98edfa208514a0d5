import type { Problem } from "@usher/core";
import { UsherError } from "@usher/core";

/** Every code the server answers with. Stable; docs list them. */
export type ProblemCode =
  | "body_invalid"
  | "body_not_json"
  | "body_too_deep"
  | "body_too_wide"
  | "encoding_invalid"
  | "parameter_invalid"
  | "key_missing"
  | "key_unknown"
  | "key_malformed"
  | "scope_missing"
  | "product_unknown"
  | "product_exists"
  | "product_configured"
  | "key_not_found"
  | "token_missing"
  | "token_invalid"
  | "token_expired"
  | "identity_required"
  | "identity_invalid"
  | "admin_key_invalid"
  | "origin_missing"
  | "origin_not_allowed"
  | "route_unknown"
  | "offer_unknown"
  | "reply_unknown"
  | "tour_unknown"
  | "session_unknown"
  | "recording_missing"
  | "user_erased"
  | "consumer_unknown"
  | "consumer_busy"
  | "consumer_fenced"
  | "product_forbidden"
  | "link_invalid"
  | "link_conflict"
  | "streams_exhausted"
  | "method_not_allowed"
  | "offer_claimed"
  | "tour_claimed"
  | "offer_not_open"
  | "body_too_large"
  | "media_type_unsupported"
  | "host_not_allowed"
  | "body_timeout"
  | "too_many_headers"
  | "rate_limited"
  | "overloaded"
  | "signature_missing"
  | "signature_invalid"
  | "signature_refused"
  | "source_unknown"
  | "body_too_complex"
  | "no_events"
  | "too_many_events"
  | "mixed_keys"
  | "webhook_unknown"
  | "webhook_url_refused"
  | "webhook_limit_reached"
  | "delivery_unknown"
  | "bridge_unknown"
  | "bridge_failed"
  | "bridge_timeout"
  | "ticket_invalid"
  | "document_unknown"
  | "knowledge_empty"
  | "knowledge_full"
  | "path_unknown"
  | "path_conflict"
  | "path_limit_reached"
  | "device_code_unknown"
  | "internal"
  | "store_unavailable"
  | "store_contention"
  | "store_rejected"
  | "stopping";

export const PROBLEM_STATUS: Readonly<Record<ProblemCode, number>> = {
  body_invalid: 400,
  body_not_json: 400,
  body_too_deep: 400,
  body_too_wide: 400,
  encoding_invalid: 400,
  parameter_invalid: 400,
  key_missing: 401,
  key_unknown: 401,
  key_malformed: 401,
  scope_missing: 403,
  product_unknown: 404,
  device_code_unknown: 404,
  product_exists: 409,
  product_configured: 409,
  key_not_found: 404,
  token_missing: 401,
  token_invalid: 401,
  token_expired: 401,
  identity_required: 401,
  identity_invalid: 401,
  admin_key_invalid: 401,
  origin_missing: 403,
  origin_not_allowed: 403,
  route_unknown: 404,
  offer_unknown: 404,
  reply_unknown: 404,
  tour_unknown: 404,
  session_unknown: 404,
  recording_missing: 404,
  user_erased: 410,
  consumer_unknown: 404,
  consumer_busy: 409,
  consumer_fenced: 409,
  product_forbidden: 403,
  link_invalid: 401,
  link_conflict: 409,
  streams_exhausted: 429,
  method_not_allowed: 405,
  offer_claimed: 409,
  tour_claimed: 409,
  offer_not_open: 409,
  body_too_large: 413,
  media_type_unsupported: 415,
  host_not_allowed: 421,
  body_timeout: 408,
  too_many_headers: 431,
  rate_limited: 429,
  overloaded: 503,
  signature_missing: 401,
  signature_invalid: 401,
  signature_refused: 403,
  source_unknown: 404,
  body_too_complex: 413,
  no_events: 400,
  too_many_events: 413,
  mixed_keys: 400,
  webhook_unknown: 404,
  webhook_url_refused: 400,
  webhook_limit_reached: 409,
  delivery_unknown: 404,
  bridge_unknown: 404,
  bridge_failed: 502,
  bridge_timeout: 504,
  ticket_invalid: 401,
  document_unknown: 404,
  knowledge_empty: 400,
  knowledge_full: 409,
  path_unknown: 404,
  path_conflict: 409,
  path_limit_reached: 409,
  internal: 500,
  store_unavailable: 503,
  store_contention: 503,
  store_rejected: 500,
  stopping: 503,
};

export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly detail: string;
}

/** An answer other than success. `detail` is for people and names the fix. */
export class HttpProblem extends UsherError {
  readonly status: number;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    options: { readonly errors?: readonly FieldProblem[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code, detail);
    this.status = PROBLEM_STATUS[code];
    this.errors = options.errors ?? [];
    this.headers = options.headers ?? {};
  }
}

/** Any error as a problem. What is not ours says nothing about its cause. */
export function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof UsherError && error.code in PROBLEM_STATUS) {
    const code = error.code as ProblemCode;
    const detail = PROBLEM_STATUS[code] >= 500 ? "Something failed on our side; try again." : error.message;
    return new HttpProblem(code, detail, PROBLEM_STATUS[code] === 503 ? { headers: { "retry-after": "1" } } : {});
  }
  return new HttpProblem("internal", "Something failed on our side; the request id is in our log.");
}

export function problemResponse(
  problem: HttpProblem,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const body: Problem = {
    type: `https://usher.dev/problems/${problem.code}`,
    title: problem.code.replaceAll("_", " "),
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    request_id: requestId,
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors }),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      ...headers,
      // RFC 9110: a 401 says how to prove who one is.
      ...(problem.status === 401 ? { "www-authenticate": 'Bearer realm="usher"' } : {}),
      ...problem.headers,
      "content-type": "application/problem+json",
    },
  });
}
