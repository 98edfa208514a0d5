import type { ConversationLinkRecord, PersonRecord, QuarantinedEvent } from "../../ports/activity-store.ts";

/** What is known of one product's people beside their sessions. */
export interface KnownPeople {
  /** User id by anonymous id. */
  readonly anonymous: Map<string, string>;
  readonly people: Map<string, PersonRecord>;
  readonly conversations: Map<string, ConversationLinkRecord>;
  readonly quarantined: Map<string, QuarantinedEvent>;
  /** When deleted sessions of a subject were last active. */
  readonly lastSeen: Map<string, number>;
  /** Of offers whose sessions are gone: rows as they are exported. */
  outcomes: { readonly offer_id: string; readonly created_at: number }[];
}

export interface KnownByProduct {
  of(productId: string): KnownPeople;
  all(): IterableIterator<[string, KnownPeople]>;
}

export function createKnownPeople(): KnownByProduct {
  const products = new Map<string, KnownPeople>();
  return {
    of(productId) {
      const found = products.get(productId);
      if (found !== undefined) return found;
      const created: KnownPeople = {
        anonymous: new Map(),
        people: new Map(),
        conversations: new Map(),
        quarantined: new Map(),
        lastSeen: new Map(),
        outcomes: [],
      };
      products.set(productId, created);
      return created;
    },
    all: () => products.entries(),
  };
}
