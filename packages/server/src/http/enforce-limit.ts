import type { LimitName } from "../limits/limit-settings.ts";
import type { HttpContext, HttpDependencies } from "./dependencies.ts";
import { HttpProblem } from "./problem.ts";

type Dependencies = Pick<HttpDependencies, "limits" | "metrics">;

/**
 * Counts a request against a limit. Call it with what was proved (the id of a key, a session), never with what was only
 * claimed: otherwise anybody could use up somebody else's room. Throws HttpProblem `rate_limited`.
 * @param cost Default 1.
 */
export function enforceLimit(
  context: HttpContext,
  { limits, metrics }: Dependencies,
  limit: LimitName,
  key: string,
  cost = 1,
): void {
  if (isExempt(context, limits)) return;
  const waitMs = limits.take(limit, key, cost);
  if (waitMs === 0) return;
  metrics.rateLimited(limit);
  throw rateLimited(limit, waitMs);
}

/** Throws while a source and address are blocked for bad signatures. */
export function refuseBlocked(context: HttpContext, { limits, metrics }: Dependencies, source: string): void {
  const waitMs = limits.blockedFor(blockKey(context, source));
  if (waitMs === 0) return;
  metrics.rateLimited("bad_signature");
  throw rateLimited("bad_signature", waitMs);
}

/** Counts a signature that was wrong. After some in a minute the source is refused from that address for a while. */
export function countBadSignature(context: HttpContext, { limits }: Dependencies, source: string): void {
  if (!isExempt(context, limits)) limits.badSignature(blockKey(context, source));
}

/** Requests straight from this machine are its owner's, or of a process beside us: they are not limited by default. */
export function isExempt(context: HttpContext, limits: HttpDependencies["limits"]): boolean {
  return !limits.countsLoopback && (context.get("client")?.isLocal ?? true);
}

export function rateLimited(limit: LimitName, waitMs: number): HttpProblem {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const detail = `The limit "${limit}" is used up; try again in ${seconds} s.`;
  return new HttpProblem("rate_limited", detail, {
    errors: [{ path: `limits.rates.${limit}`, code: limit, detail: "The setting that says how much is allowed." }],
    headers: { "retry-after": String(seconds) },
  });
}

function blockKey(context: HttpContext, source: string): string {
  return `${source}\u0000${context.get("client")?.address ?? ""}`;
}
