import type { Problem } from "@usher/core";
import { retryAfterMs } from "./backoff.ts";

export type ApiReply<Body> =
  | { readonly type: "ok"; readonly body: Body }
  /** The same request would be refused again. */
  | { readonly type: "refused"; readonly status: number; readonly code: string; readonly detail: string }
  /** Worth trying later: no network, no session, an overloaded or failing server. */
  | { readonly type: "unreachable"; readonly retryAfterMs?: number | undefined };

const RETRYABLE: ReadonlySet<number> = new Set([401, 408, 425, 429]);

/** Reads a JSON answer, or the problem document of a refusal. */
export async function readReply<Body>(response: Response, now: number): Promise<ApiReply<Body>> {
  if (response.ok) return { type: "ok", body: (await response.json()) as Body };
  if (response.status >= 500 || RETRYABLE.has(response.status)) {
    return { type: "unreachable", retryAfterMs: retryAfterMs(response.headers.get("retry-after"), now) };
  }
  return readRefusal(response);
}

/** The problem document of an answer that would be the same again. */
export async function readRefusal(response: Response): Promise<ApiReply<never>> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return {
    type: "refused",
    status: response.status,
    code: problem.code ?? `http_${response.status}`,
    detail: problem.detail ?? "",
  };
}
