/** Tables about people: who used what, what must be forgotten, and what was refused. */
export interface ActivityTables {
  readonly user_session: UserSessionTable;
  readonly last_seen: LastSeenTable;
  readonly doomed_session: DoomedSessionTable;
  readonly erased_user: ErasedUserTable;
  readonly anonymous_link: AnonymousLinkTable;
  readonly person: PersonTable;
  readonly conversation_link: ConversationLinkTable;
  readonly quarantine: QuarantineTable;
  readonly offer_outcome: OfferOutcomeTable;
}

/** Beside the session's own column: sessions change with every step, so no index may hold who they belong to. */
export interface UserSessionTable {
  readonly product_id: string;
  readonly user_id: string;
  readonly session_id: string;
}

/** When the sessions of a subject that were deleted had their latest activity: what is left of the subject then ages. */
export interface LastSeenTable {
  readonly product_id: string;
  readonly subject: string;
  readonly at: number;
}

/** A session that is gone, some of whose rows may be left. What stops half-way is finished at the next opportunity. */
export interface DoomedSessionTable {
  readonly product_id: string;
  readonly session_id: string;
  /** 1: its person is to be forgotten, so not even the outcome of its offers stays. */
  readonly erased: number;
}

export interface ErasedUserTable {
  readonly product_id: string;
  readonly user_hash: string;
  readonly at: number;
}

export interface AnonymousLinkTable {
  readonly product_id: string;
  readonly anonymous_id: string;
  readonly user_id: string;
}

export interface PersonTable {
  readonly product_id: string;
  readonly person_id: string;
  readonly email: string | null;
  /** JSON text. */
  readonly traits: string;
}

export interface ConversationLinkTable {
  readonly product_id: string;
  readonly conversation_id: string;
  readonly session_id: string;
  readonly linked_at: number;
}

export interface QuarantineTable {
  readonly product_id: string;
  readonly event_id: string;
  readonly reason: string;
  /** JSON text. */
  readonly body: string;
  readonly at: number;
}

/** What stays of an offer when its session is forgotten: nothing that names anybody. */
export interface OfferOutcomeTable {
  readonly product_id: string;
  readonly offer_id: string;
  readonly trigger_id: string;
  readonly status: string;
  readonly created_at: number;
  /** JSON text. */
  readonly body: string;
}
