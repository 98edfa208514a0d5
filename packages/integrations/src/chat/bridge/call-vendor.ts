import { isObject, type JsonObject } from "../../sources/body/json-values.ts";
import { parseJson } from "../../sources/body/parse-json.ts";
import { definedOnly } from "../../sources/event/defined-only.ts";
import type { BridgeHttpRequest, BridgeHttpResponse, BridgeIo } from "./bridge-io.ts";
import { failure } from "./failures.ts";
import { hideSecrets } from "./hide-secrets.ts";
import type { BridgeFailure, BridgeFailureCode } from "./message.ts";
import { readRetryAfter } from "./retry-after.ts";

/** What one vendor's refusals look like. */
export interface VendorRules {
  /** The vendor's name, for details. */
  readonly vendor: string;
  /** The vendor's own error code in a body; what it calls things beats the status. */
  errorCode(body: JsonObject): string | undefined;
  /** Vendor codes with a meaning of their own. */
  readonly codes?: Readonly<Record<string, BridgeFailureCode>>;
  /** What to do, by failure; where it is left out the general advice stands. */
  readonly fixes?: Partial<Readonly<Record<BridgeFailureCode, string>>>;
}

export type VendorAnswer =
  | { readonly ok: true; readonly status: number; readonly body: JsonObject; readonly text: string }
  | BridgeFailure;

export interface VendorCall {
  readonly method: BridgeHttpRequest["method"];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Sent as it is: for bodies that are signed. */
  readonly rawBody?: string;
}

/** Longer than any vendor promises to take, shorter than a user waits. */
const TIMEOUT_MS = 10_000;
const CODE = /^[\w.:-]{1,60}$/;
const SECRET_HEADER = /auth|key|token|secret|signature/;

/** Sends a request and says what became of it. */
export async function callVendor(call: VendorCall, rules: VendorRules, io: BridgeIo): Promise<VendorAnswer> {
  const body = call.rawBody ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
  const request: BridgeHttpRequest = {
    method: call.method,
    url: call.url,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...call.headers,
    },
    ...definedOnly({ body }),
    timeoutMs: TIMEOUT_MS,
  };
  let response: BridgeHttpResponse;
  try {
    response = await io.fetch(request);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return failure("network", `${rules.vendor} did not answer (${name}).`, { fix: rules.fixes?.network });
  }
  return readAnswer(response, request, rules, io);
}

function readAnswer(
  response: BridgeHttpResponse,
  request: BridgeHttpRequest,
  rules: VendorRules,
  io: BridgeIo,
): VendorAnswer {
  const { status, text } = response;
  const parsed = parseJson(text);
  const body: JsonObject = parsed.ok && isObject(parsed.value) ? parsed.value : {};
  if (status >= 200 && status < 300) return { ok: true, status, body, text };
  const given = rules.errorCode(body);
  // A code is a word. Anything else could hold what was sent.
  const code = given !== undefined && CODE.test(given) ? hideSecrets(given, secretsOf(request)) : undefined;
  const known = code !== undefined && rules.codes && Object.hasOwn(rules.codes, code) ? rules.codes[code] : undefined;
  const kind = known ?? kindOf(status, parsed.ok);
  return failure(kind, `${rules.vendor} answered ${status}${code === undefined ? "" : ` (${code})`}.`, {
    fix: rules.fixes?.[kind],
    status,
    retryAfterMs: kind === "rate_limited" || kind === "vendor_unavailable" ? waitOf(response, io) : undefined,
  });
}

function waitOf(response: BridgeHttpResponse, io: BridgeIo): number | undefined {
  return readRetryAfter(response.headers, io.now());
}

/** A vendor's answer is in its own format; a proxy's, or another site's, is not. */
function kindOf(status: number, isJson: boolean): BridgeFailureCode {
  if (status >= 500 || status === 408 || status === 425) return "vendor_unavailable";
  if (status >= 300 && status < 400) return "wrong_address";
  switch (status) {
    case 401:
      return "unauthorised";
    case 402:
      return "quota_exhausted";
    case 403:
      return "forbidden";
    case 404:
      return isJson ? "conversation_not_found" : "wrong_address";
    case 405:
      return "wrong_address";
    case 410:
    case 423:
      return "conversation_closed";
    case 429:
      return "rate_limited";
    default:
      return status >= 400 ? "payload_refused" : "reply_unreadable";
  }
}

function secretsOf({ headers }: BridgeHttpRequest): readonly string[] {
  return Object.entries(headers)
    .filter(([name]) => SECRET_HEADER.test(name))
    .flatMap(([, value]) => [value, ...value.split(/[\s,;]+/)]);
}
