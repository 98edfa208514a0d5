import type { UserSessionTable } from "./activity-tables.ts";
import type { NewChatMessage, NewLogEntry, StepRows, StoreWrite, VisitorUserChange } from "./store-write.ts";
import type {
  ActionTable,
  AttentionTable,
  ConsumerTable,
  FrameTable,
  LedgerTable,
  OfferTable,
  SessionTable,
  StepTable,
  VisitorTable,
} from "./tables.ts";

/** Versions in the database, by key; a missing key has no row. Read inside the transaction that uses them. */
export interface KnownVersions {
  readonly sessions: ReadonlyMap<string, number>;
  readonly attention: ReadonlyMap<string, number>;
  /** Users of the sessions. */
  readonly users: ReadonlyMap<string, string | null>;
}

/** The rows of one transaction: of a row that several writes touch, only its last state. */
export interface GroupPlan {
  /** One per write. */
  readonly outcomes: readonly ("saved" | "stale")[];
  readonly newVisitors: readonly VisitorTable[];
  readonly visitorUsers: readonly VisitorUserChange[];
  readonly newSessions: readonly SessionTable[];
  /** Sessions that got a user, or another one. */
  readonly named: readonly UserSessionTable[];
  readonly sessions: readonly SessionTable[];
  readonly attention: readonly AttentionTable[];
  readonly actions: readonly ActionTable[];
  /** Closed offers first, so that one may open in the place of another. */
  readonly offers: readonly OfferTable[];
  readonly frames: readonly FrameTable[];
  readonly notes: readonly LedgerTable[];
  readonly recorded: readonly StepTable[];
  readonly chat: readonly NewChatMessage[];
  /** What goes to the streams of the products, in order. */
  readonly logged: readonly LoggedWrite[];
  /** By index of the write; whether each stands shows when it is written. */
  readonly consumers: ReadonlyMap<number, ConsumerTable>;
  readonly ping: boolean;
}

export type LoggedWrite = { readonly index: number } & (
  | { readonly step: StepRows }
  | { readonly step?: never; readonly entry: NewLogEntry }
);

/** Keys hold no NUL (they were refused), so it separates them without ambiguity. */
export function rowKey(productId: string, id: string): string {
  return `${productId}\0${id}`;
}

/**
 * Decides, in order, which steps still stand on the versions they were computed from. A stale step leaves no trace and
 * harms no other; a later step may build on an earlier one of the same group.
 */
export function planGroup(writes: readonly StoreWrite[], known: KnownVersions): GroupPlan {
  const sessionVersions = new Map(known.sessions);
  const attentionVersions = new Map(known.attention);
  const users = new Map(known.users);
  const named: UserSessionTable[] = [];
  const sessions = new Map<string, SessionTable>();
  const attention = new Map<string, AttentionTable>();
  const offers = new Map<string, OfferTable>();
  const newVisitors: VisitorTable[] = [];
  const visitorUsers: VisitorUserChange[] = [];
  const newSessions: SessionTable[] = [];
  const actions: ActionTable[] = [];
  const frames: FrameTable[] = [];
  const notes: LedgerTable[] = [];
  const recorded: StepTable[] = [];
  const chat: NewChatMessage[] = [];
  const logged: LoggedWrite[] = [];
  const consumers = new Map<number, ConsumerTable>();
  let ping = false;

  function nameUser({ product_id, session_id, user_id }: SessionTable): void {
    const key = rowKey(product_id, session_id);
    if (user_id !== null && users.get(key) !== user_id) named.push({ product_id, user_id, session_id });
    users.set(key, user_id);
  }

  function addStep(step: StepRows, index: number): "saved" | "stale" {
    const { product_id, session_id, version } = step.session;
    const sessionKey = rowKey(product_id, session_id);
    if (sessionVersions.get(sessionKey) !== version - 1) return "stale";
    if (step.attention !== undefined) {
      const attentionKey = rowKey(step.attention.product_id, step.attention.subject);
      if ((attentionVersions.get(attentionKey) ?? 0) !== step.attention.version - 1) return "stale";
      attentionVersions.set(attentionKey, step.attention.version);
      attention.set(attentionKey, step.attention);
    }
    sessionVersions.set(sessionKey, version);
    sessions.set(sessionKey, step.session);
    nameUser(step.session);
    for (const offer of step.offers) offers.set(rowKey(product_id, offer.offer_id), offer);
    if (step.actions.length > 0) {
      actions.push(...step.actions);
      logged.push({ index, step });
    }
    frames.push(...step.frames);
    notes.push(...step.notes);
    if (step.recorded !== undefined) recorded.push(step.recorded);
    return "saved";
  }

  function add(write: StoreWrite, index: number): "saved" | "stale" {
    switch (write.type) {
      case "step":
        return addStep(write.step, index);
      case "visitor":
        newVisitors.push(write.visitor);
        return "saved";
      case "visitor-user":
        visitorUsers.push(write.change);
        return "saved";
      case "session":
        newSessions.push(write.session);
        nameUser(write.session);
        recorded.push(write.start);
        sessionVersions.set(rowKey(write.session.product_id, write.session.session_id), write.session.version);
        return "saved";
      case "chat":
        chat.push(...write.messages);
        return "saved";
      case "summary":
        logged.push({ index, entry: write.entry });
        return "saved";
      case "consumer":
        consumers.set(index, write.consumer);
        return "saved";
      case "ping":
        ping = true;
        return "saved";
    }
  }

  const outcomes = writes.map(add);
  const inOrder = [...offers.values()].sort((left, right) => Number(holdsPlace(left)) - Number(holdsPlace(right)));
  return {
    outcomes,
    newVisitors,
    visitorUsers,
    newSessions,
    named,
    sessions: [...sessions.values()],
    attention: [...attention.values()],
    actions,
    offers: inOrder,
    frames,
    notes,
    recorded,
    chat,
    logged,
    consumers,
    ping,
  };
}

const OPEN_STATUSES: ReadonlySet<string> = new Set(["pending", "delivered", "shown"]);

function holdsPlace(offer: OfferTable): boolean {
  return OPEN_STATUSES.has(offer.status);
}
