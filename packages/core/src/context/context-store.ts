import type { ActionsPayload } from "../actions/actions-payload.ts";
import { UsherError } from "../errors.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import {
  type ActionBatch,
  type ActivityLimits,
  countActions,
  cutOldest,
  dropOld,
  recentActivityText,
  selectRecentActions,
  toBatch,
} from "./recent-activity.ts";

export interface ContextStoreOptions {
  /** Tells the time, epoch milliseconds. */
  readonly now: () => EpochMs;
  /** Put the session's summary into its context. Default true. */
  readonly includeSummary?: boolean;
  /** Put the recent actions into it. Default true. */
  readonly includeActions?: boolean;
  /** Forget batches sent longer ago than this; null (default) keeps them. */
  readonly lookbackS?: number | null;
  /** At most so many actions in a context, the newest; null (default) for all that are kept. */
  readonly maxActions?: number | null;
  /** Sessions kept; the one without news for longest goes first. Default 10,000, null for no limit. */
  readonly maxSessions?: number | null;
  /** Actions kept for each session, the newest. Default 1,000. */
  readonly maxStoredActions?: number;
}

/** What a context may hold; each field replaces the store's setting for one call. */
export interface ContextQuery {
  readonly productId?: string | null;
  readonly includeSummary?: boolean;
  readonly includeActions?: boolean;
  readonly lookbackS?: number | null;
  readonly maxActions?: number | null;
}

interface Entry {
  readonly productId: string;
  readonly sessionId: string;
  batches: ActionBatch[];
  actionCount: number;
}

/** Session id of payloads that have none. */
const UNKNOWN_SESSION = "unknown";
const DEFAULT_MAX_SESSIONS = 10_000;
const DEFAULT_MAX_STORED_ACTIONS = 1_000;

/**
 * What sessions did lately, ready to be put before a model. Bounded: sessions and actions beyond the limits are
 * forgotten, oldest first, and a session's summary goes with its last actions.
 */
export class ContextStore {
  readonly #options: Required<ContextStoreOptions>;
  /** By key, in the order of last news: the first one is forgotten first. */
  readonly #entries = new Map<string, Entry>();
  readonly #keysBySession = new Map<string, Set<string>>();
  readonly #summaries = new Map<string, string>();

  constructor(options: ContextStoreOptions) {
    this.#options = {
      now: options.now,
      includeSummary: options.includeSummary ?? true,
      includeActions: options.includeActions ?? true,
      lookbackS: options.lookbackS ?? null,
      maxActions: options.maxActions ?? null,
      maxSessions: options.maxSessions === undefined ? DEFAULT_MAX_SESSIONS : options.maxSessions,
      maxStoredActions: options.maxStoredActions ?? DEFAULT_MAX_STORED_ACTIONS,
    };
    checkLimits(this.#options);
    atLeastOne("maxSessions", this.#options.maxSessions);
    atLeastOne("maxStoredActions", this.#options.maxStoredActions);
  }

  add(payload: ActionsPayload): void {
    const [productId, sessionId] = [clean(payload.productId), sessionOf(payload.sessionId)];
    const nowS = this.#nowS();
    const entry = this.#entries.get(contextKey(productId, sessionId)) ?? emptyEntry(productId, sessionId);
    // A batch without actions is news of the session, but nothing to keep.
    if (payload.actions.length > 0) entry.batches.push(toBatch(payload, nowS));
    entry.actionCount += payload.actions.length;
    const fresh = dropOld(entry.batches, this.#options.lookbackS, nowS);
    if (fresh !== entry.batches) Object.assign(entry, { batches: fresh, actionCount: countActions(fresh) });
    entry.actionCount = cutOldest(entry.batches, entry.actionCount, this.#options.maxStoredActions);
    this.#put(entry);
  }

  /** Remembers prose about a session; it replaces the earlier one. It belongs to the session in every product. */
  onSummary(sessionId: string, summary: string): void {
    const session = sessionOf(sessionId);
    this.#summaries.set(session, summary);
    const keys = this.#keysBySession.get(session) ?? new Set([contextKey("", session)]);
    for (const key of keys) this.#put(this.#entries.get(key) ?? emptyEntry("", session));
  }

  /**
   * The session's context: `Summary: …` and `Recent activity:` with a numbered list, or empty. Without a product, the
   * only product in which the session is known is meant; when there are several, there is no telling, and the
   * context has no actions.
   */
  get(sessionId: string, query: ContextQuery = {}): string {
    checkLimits(query);
    const { includeSummary, includeActions } = this.#options;
    const session = sessionOf(sessionId);
    const parts: string[] = [];
    const summary = this.#summaries.get(session);
    if (summary && (query.includeSummary ?? includeSummary)) parts.push(`Summary: ${summary}`);
    if (query.includeActions ?? includeActions) {
      const limits: ActivityLimits = {
        lookbackS: query.lookbackS === undefined ? this.#options.lookbackS : query.lookbackS,
        maxActions: query.maxActions === undefined ? this.#options.maxActions : query.maxActions,
      };
      const batches = this.#batches(clean(query.productId), session);
      parts.push(recentActivityText(selectRecentActions(batches, limits, this.#nowS())));
    }
    return parts.filter((part) => part !== "").join("\n\n");
  }

  /** The question with the session's context in front of it; unchanged when nothing is known. */
  enrich(sessionId: string, question: string, query: ContextQuery = {}): string {
    const context = this.get(sessionId, query);
    return context === "" ? question : `[Session context]\n${context}\n\n[Query]\n${question}`;
  }

  /**
   * Forgets a session: in all products, or in one together with what is known under no product. The summary, which
   * may tell of what is forgotten, goes in either case.
   */
  reset(sessionId: string, productId: string | null = null): void {
    const session = sessionOf(sessionId);
    const product = clean(productId);
    const all = [...(this.#keysBySession.get(session) ?? [])];
    const keys = product === "" ? all : [contextKey(product, session), contextKey("", session)];
    for (const key of keys) this.#forget(key);
    this.#summaries.delete(session);
  }

  /** Ids of the sessions the store has heard of, each once, sorted. */
  activeSessions(): string[] {
    return [...this.#keysBySession.keys()].sort();
  }

  #batches(productId: string, sessionId: string): readonly ActionBatch[] {
    const exact = this.#entries.get(contextKey(productId, sessionId))?.batches ?? [];
    if (productId !== "" || exact.length > 0) return exact;
    const others = [...(this.#keysBySession.get(sessionId) ?? [])].flatMap((key) => {
      const entry = this.#entries.get(key);
      return entry && entry.productId !== "" ? [entry] : [];
    });
    return others.length === 1 ? (others[0]?.batches ?? []) : [];
  }

  /** Stores an entry as the one with the latest news, and forgets those beyond the limit. */
  #put(entry: Entry): void {
    const key = contextKey(entry.productId, entry.sessionId);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const keys = this.#keysBySession.get(entry.sessionId) ?? new Set();
    this.#keysBySession.set(entry.sessionId, keys.add(key));
    const { maxSessions } = this.#options;
    for (const oldest of this.#entries.keys()) {
      if (maxSessions === null || this.#entries.size <= maxSessions) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    const keys = this.#keysBySession.get(entry.sessionId);
    keys?.delete(key);
    if (keys?.size !== 0) return;
    this.#keysBySession.delete(entry.sessionId);
    this.#summaries.delete(entry.sessionId);
  }

  #nowS(): number {
    return this.#options.now() / SECOND_MS;
  }
}

/** Names one session of one product; two pairs share a history when their keys are equal. */
export function contextKey(productId: string | null, sessionId: string | null): string {
  const product = clean(productId);
  // The length says where the first id ends, so that no id can contain what separates the two.
  return `${product.length}:${product}${sessionOf(sessionId)}`;
}

function emptyEntry(productId: string, sessionId: string): Entry {
  return { productId, sessionId, batches: [], actionCount: 0 };
}

function sessionOf(sessionId: string | null): string {
  return clean(sessionId) || UNKNOWN_SESSION;
}

function clean(id: string | null | undefined): string {
  return (id ?? "").trim();
}

function checkLimits(limits: { readonly lookbackS?: number | null; readonly maxActions?: number | null }): void {
  const { lookbackS = null, maxActions = null } = limits;
  if (lookbackS !== null && !(lookbackS > 0)) throw invalid("lookbackS", "more than 0", lookbackS);
  atLeastOne("maxActions", maxActions);
}

function atLeastOne(path: string, value: number | null): void {
  if (value !== null && !(value >= 1)) throw invalid(path, "at least 1", value);
}

function invalid(path: string, wanted: string, value: number): UsherError {
  return new UsherError("invalid-context-limit", `${path} must be ${wanted}, got ${value}`, { path });
}
