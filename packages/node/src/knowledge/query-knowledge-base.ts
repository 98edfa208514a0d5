import { UsherError } from "@usher/core";
import type { ConnectorSettings } from "../stream/connector-options.ts";
import { withDeadline } from "../with-deadline.ts";
import { type KnowledgeResults, readKnowledgeReply } from "./knowledge-results.ts";

export interface KnowledgeQuery {
  /** What is looked for, in anybody's words: a user's question, or what they did. */
  readonly query: string;
  /** Results at most. Default 3. */
  readonly topK?: number;
  /** Default 5,000. */
  readonly timeoutMs?: number;
}

/** What the server reads of a query. */
const MAX_QUERY_CHARS = 2_000;

/**
 * Asks the knowledge base of the product whose stream the settings name. Rejects with UsherError `option_invalid`,
 * `knowledge_unavailable` or `deadline_exceeded`.
 */
export async function queryKnowledgeBase(
  { url, secretKey, fetch, clock }: Pick<ConnectorSettings, "url" | "secretKey" | "fetch" | "clock">,
  { query, topK = 3, timeoutMs = 5_000 }: KnowledgeQuery,
): Promise<KnowledgeResults> {
  const text = query.trim();
  if (text === "") return readKnowledgeReply(undefined);
  const address = knowledgeUrl(url);
  address.searchParams.set("query", text.slice(0, MAX_QUERY_CHARS));
  address.searchParams.set("top_k", String(topK));
  const headers = { authorization: `Bearer ${secretKey}`, accept: "application/json" };
  return withDeadline(clock, timeoutMs, "the knowledge base", async (signal) => {
    let reply: unknown;
    try {
      const response = await fetch(address.href, { headers, signal });
      reply = await response.json().catch(() => undefined);
      if (response.status === 200) return readKnowledgeReply(reply);
    } catch (cause) {
      throw new UsherError("knowledge_unavailable", "the knowledge base did not answer", { cause });
    }
    const { detail = "no reason given" } = (reply ?? {}) as { readonly detail?: string };
    throw new UsherError("knowledge_unavailable", `the knowledge base refused: ${detail}`);
  });
}

/** `…/stream/acme` → `…/knowledge-base/acme`. */
function knowledgeUrl(stream: string): URL {
  const url = new URL(stream);
  const found = /^(.*)\/stream\/([^/]+)\/?$/.exec(url.pathname);
  if (found === null) {
    throw new UsherError("option_invalid", "url: the stream's address, or productId beside the server's", {
      path: "url",
    });
  }
  url.search = "";
  url.pathname = `${found[1]}/knowledge-base/${found[2]}`;
  return url;
}
