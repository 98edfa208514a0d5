import { EMPTY_MEMORY, type EpochMs, type UserProfile, userProfile } from "@usher/core";
import type { AnalysisQuery, MemoryRecord } from "../../../ports/memory-store.ts";
import type { Product } from "../../../products/product.ts";
import type { HttpContext } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { readLimit } from "./read-limit.ts";

/** Workflows in the order the product names them. */
export function workflowsOf({ rules }: Pick<Product, "rules">): readonly string[] {
  return [...new Set(Array.from(rules.paths.values(), ({ id, workflow }) => workflow ?? id))];
}

export interface MemoryReply extends UserProfile {
  readonly product_id: string;
  readonly user_id: string | null;
  /** Whether the person was proved to be this user; what merely claimed to be them is kept apart. */
  readonly identity: "verified" | "claimed" | "anonymous";
  readonly as_of: EpochMs;
}

const IDENTITIES = { user: "verified", claimed: "claimed", visitor: "anonymous" } as const;

/** The documented profile. Of somebody nothing is remembered of, it is an empty one. */
export function memoryReply(
  product: Product,
  subject: string,
  memory: MemoryRecord["memory"] | undefined,
  now: EpochMs,
): MemoryReply {
  const colon = subject.indexOf(":");
  const kind = subject.slice(0, colon) as keyof typeof IDENTITIES;
  return {
    product_id: product.id,
    user_id: kind === "visitor" ? null : subject.slice(colon + 1),
    identity: IDENTITIES[kind],
    as_of: now,
    ...userProfile(memory ?? EMPTY_MEMORY, workflowsOf(product), now),
  };
}

const MAX_SESSIONS = 100;

/** Filters of a listing: `email`, `organization`, `since`, `until` (epoch milliseconds, or ISO-8601), `limit`. Throws HttpProblem. */
export function readAnalysisQuery(context: HttpContext): Omit<AnalysisQuery, "subjects"> {
  const { email, organization, since, until, limit } = context.req.query();
  const from = readMoment("since", since);
  const to = readMoment("until", until);
  return {
    ...(email === undefined ? {} : { email }),
    ...(organization === undefined ? {} : { organizationId: organization }),
    ...(from === undefined ? {} : { since: from }),
    ...(to === undefined ? {} : { until: to }),
    limit: readLimit(limit, MAX_SESSIONS),
  };
}

function readMoment(name: string, text: string | undefined): EpochMs | undefined {
  if (text === undefined) return undefined;
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(at)) return at;
  throw new HttpProblem("parameter_invalid", `${name}: write epoch milliseconds or an ISO-8601 moment.`);
}
