import { historyInWords, type UserProfile, UsherError } from "@usher/core";
import type { ConnectorSettings } from "../stream/connector-options.ts";
import { withDeadline } from "../with-deadline.ts";

export interface UserMemoryQuery {
  /** The id the product's page and sources name the user by. */
  readonly userId: string;
  /** What is remembered of the proved user, or of whoever claims to be them. Default: the proved one when there is. */
  readonly identity?: "verified" | "claimed";
  /** Default 5,000. */
  readonly timeoutMs?: number;
}

/** The documented profile, as the server says it, and as text for a prompt. */
export interface UserMemoryProfile extends UserProfile {
  readonly user_id: string;
  readonly product_id: string;
  readonly identity: "verified" | "claimed";
  toText(): string;
}

/**
 * What is remembered of a user of the product whose stream the settings name; an empty profile when nothing is. Rejects
 * with UsherError `option_invalid`, `memory_unavailable` or `deadline_exceeded`.
 */
export async function getUserMemory(
  { url, secretKey, fetch, clock }: Pick<ConnectorSettings, "url" | "secretKey" | "fetch" | "clock">,
  { userId, identity, timeoutMs = 5_000 }: UserMemoryQuery,
): Promise<UserMemoryProfile> {
  const address = memoryUrl(url, userId);
  if (identity !== undefined) address.searchParams.set("identity", identity);
  const headers = { authorization: `Bearer ${secretKey}`, accept: "application/json" };
  return withDeadline(clock, timeoutMs, "the user's memory", async (signal) => {
    let reply: unknown;
    try {
      const response = await fetch(address.href, { headers, signal });
      reply = await response.json().catch(() => undefined);
      if (response.status === 200 && isProfile(reply)) {
        const profile = reply;
        return { ...profile, toText: () => historyInWords(profile) };
      }
    } catch (cause) {
      throw new UsherError("memory_unavailable", "the user's memory did not answer", { cause });
    }
    const { detail = "no reason given" } = (reply ?? {}) as { readonly detail?: string };
    throw new UsherError("memory_unavailable", `the user's memory was refused: ${detail}`);
  });
}

function isProfile(reply: unknown): reply is Omit<UserMemoryProfile, "toText"> {
  return typeof reply === "object" && reply !== null && "knowledge_state" in reply && "journey_completion" in reply;
}

/** `…/stream/acme` → `…/v1/users/<id>/memory?product_id=acme`. */
function memoryUrl(stream: string, userId: string): URL {
  const url = new URL(stream);
  const found = /^(.*)\/stream\/([^/]+)\/?$/.exec(url.pathname);
  if (found === null || userId === "") {
    const path = found === null ? "url" : "userId";
    const fix = found === null ? "the stream's address, or productId beside the server's" : "name the user";
    throw new UsherError("option_invalid", `${path}: ${fix}`, { path });
  }
  url.search = "";
  url.pathname = `${found[1]}/v1/users/${encodeURIComponent(userId)}/memory`;
  url.searchParams.set("product_id", decodeURIComponent(found[2] ?? ""));
  return url;
}
