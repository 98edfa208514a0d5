import type { ActionsPayload } from "../actions/actions-payload.ts";
import { UsherError } from "../errors.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import type { ContextStore } from "./context-store.ts";

/** One session of a user, in one product. */
export interface SessionRef {
  readonly sessionId: string;
  readonly productId: string | null;
  /** When it was last heard of, epoch seconds. */
  readonly lastSeenAtS: number;
}

export interface UserSessionIndexOptions {
  /** Tells the time, epoch milliseconds. */
  readonly now: () => EpochMs;
  /** A session not heard of for longer is no longer listed. Default 300 s. */
  readonly lookbackS?: number;
  /** Sessions listed for each user, the most recent. Default 20. */
  readonly maxSessionsPerUser?: number;
  /** Users remembered; the one not heard of for longest goes first. Default 10,000. */
  readonly maxUsers?: number;
}

interface User {
  email: string | null;
  /** Most recent first. */
  sessions: readonly SessionRef[];
}

const DEFAULTS = { lookbackS: 300, maxSessionsPerUser: 20, maxUsers: 10_000 };

/** Which sessions a user had lately, so that one question can be answered from all of them. */
export class UserSessionIndex {
  readonly #store: ContextStore;
  readonly #now: () => EpochMs;
  readonly #limits: typeof DEFAULTS;
  /** In the order of last news: the first one is forgotten first. */
  readonly #users = new Map<string, User>();

  constructor(store: ContextStore, options: UserSessionIndexOptions) {
    const { now, ...limits } = options;
    this.#store = store;
    this.#now = now;
    this.#limits = { ...DEFAULTS, ...limits };
    if (!(this.#limits.lookbackS > 0)) throw invalid("lookbackS", "more than 0");
    if (!(this.#limits.maxSessionsPerUser >= 1)) throw invalid("maxSessionsPerUser", "at least 1");
    if (!(this.#limits.maxUsers >= 1)) throw invalid("maxUsers", "at least 1");
  }

  /** How many users are remembered. */
  get userCount(): number {
    return this.#users.size;
  }

  /** Notes a payload's session. Payloads without a user or a session are ignored; the context store is not fed. */
  add(payload: ActionsPayload): void {
    const userId = clean(payload.userId);
    const sessionId = clean(payload.sessionId);
    if (userId === "" || sessionId === "") return;
    const user = this.#users.get(userId) ?? { email: null, sessions: [] };
    const productId = clean(payload.productId) || null;
    const isSame = (ref: SessionRef): boolean => ref.sessionId === sessionId && ref.productId === productId;
    const known = user.sessions.find(isSame);
    const seenAtS = payload.forwardedAtS || this.#nowS();
    // A payload that arrives late must not make a live session look old.
    const ref = { sessionId, productId, lastSeenAtS: Math.max(seenAtS, known?.lastSeenAtS ?? seenAtS) };
    const others = user.sessions.filter((other) => !isSame(other));
    const sessions = [ref, ...others].sort((a, b) => b.lastSeenAtS - a.lastSeenAtS);
    this.#users.delete(userId);
    this.#users.set(userId, { email: clean(payload.email) || user.email, sessions: this.#recent(sessions) });
    this.#forgetOldest();
  }

  /** The user's recent sessions, the most recent first. */
  getRecentSessions(userId: string): readonly SessionRef[] {
    return this.#recent(this.#users.get(clean(userId))?.sessions ?? []);
  }

  /** The user's last known e-mail address. */
  getEmail(userId: string): string | null {
    return this.#users.get(clean(userId))?.email ?? null;
  }

  /** The contexts of the user's recent sessions, each under a heading; sessions without any are left out. */
  getUserActivity(userId: string): string {
    const blocks = this.getRecentSessions(userId).flatMap((ref) => {
      const context = this.#store.get(ref.sessionId, { productId: ref.productId });
      return context === "" ? [] : [`Session ${ref.sessionId} (${ref.productId ?? "no-product-id"}):\n${context}`];
    });
    return blocks.join("\n\n");
  }

  resetUser(userId: string): void {
    this.#users.delete(clean(userId));
  }

  #recent(sessions: readonly SessionRef[]): readonly SessionRef[] {
    const oldestS = this.#nowS() - this.#limits.lookbackS;
    return sessions.filter((ref) => ref.lastSeenAtS >= oldestS).slice(0, this.#limits.maxSessionsPerUser);
  }

  #forgetOldest(): void {
    for (const oldest of this.#users.keys()) {
      if (this.#users.size <= this.#limits.maxUsers) break;
      this.#users.delete(oldest);
    }
  }

  #nowS(): number {
    return this.#now() / SECOND_MS;
  }
}

function clean(id: string | null): string {
  return (id ?? "").trim();
}

function invalid(path: string, wanted: string): UsherError {
  return new UsherError("invalid-context-limit", `${path} must be ${wanted}`, { path });
}
