import type { ActivityTables } from "./activity-tables.ts";
import type { KnowledgeDocumentTable } from "./knowledge-tables.ts";
import type { SessionAnalysisTable, UserMemoryTable } from "./memory-tables.ts";
import type { PathVersionTable } from "./path-tables.ts";
import type { ProductKeyTable, ProductTable } from "./product-tables.ts";
import type { WebhookDeliveryTable, WebhookEndpointTable } from "./webhook-tables.ts";

/**
 * The tables as Kysely sees them. Columns named `body` (and `snapshot`) hold JSON text: free text inside it survives any
 * database's rules about characters, and the store never looks into it.
 */
export interface Tables extends ActivityTables {
  readonly meta: MetaTable;
  readonly visitor: VisitorTable;
  readonly session: SessionTable;
  readonly attention: AttentionTable;
  readonly action: ActionTable;
  readonly offer: OfferTable;
  readonly frame: FrameTable;
  readonly chat_message: ChatMessageTable;
  readonly ledger: LedgerTable;
  readonly step: StepTable;
  readonly product: ProductTable;
  readonly product_key: ProductKeyTable;
  readonly path_version: PathVersionTable;
  readonly knowledge_document: KnowledgeDocumentTable;
  readonly stream_head: StreamHeadTable;
  readonly stream_entry: StreamEntryTable;
  readonly consumer: ConsumerTable;
  readonly user_memory: UserMemoryTable;
  readonly session_analysis: SessionAnalysisTable;
  readonly webhook_endpoint: WebhookEndpointTable;
  readonly webhook_delivery: WebhookDeliveryTable;
}

export interface MetaTable {
  readonly name: string;
  readonly value: string;
}

export interface VisitorTable {
  readonly product_id: string;
  readonly visitor_id: string;
  readonly secret_hash: string;
  readonly user_id: string | null;
  readonly level: string;
  readonly verified_until: number | null;
  readonly created_at: number;
}

export interface SessionTable {
  readonly product_id: string;
  readonly session_id: string;
  readonly visitor_id: string;
  readonly user_id: string | null;
  readonly level: string;
  readonly subject: string;
  readonly generation: number;
  readonly snapshot: string;
  readonly version: number;
  readonly wake_at: number | null;
  readonly last_active_at: number;
  readonly created_at: number;
  readonly action_count: number;
  readonly email: string | null;
  readonly source: string | null;
  readonly conversation_id: string | null;
}

export interface AttentionTable {
  readonly product_id: string;
  readonly subject: string;
  readonly version: number;
  readonly body: string;
}

export interface ActionTable {
  readonly product_id: string;
  readonly session_id: string;
  readonly event_id: string;
  readonly at: number;
  readonly body: string;
}

export interface OfferTable {
  readonly product_id: string;
  readonly offer_id: string;
  readonly session_id: string;
  readonly status: string;
  readonly body: string;
}

export interface FrameTable {
  readonly product_id: string;
  readonly session_id: string;
  readonly position: number;
  readonly event: string;
  readonly body: string;
  readonly created_at: number;
}

export interface ChatMessageTable {
  readonly product_id: string;
  readonly session_id: string;
  readonly message_id: string;
  /** Order of arrival within the session, from 1: breaks ties of `at`. */
  readonly position: number;
  readonly at: number;
  readonly body: string;
}

export interface LedgerTable {
  readonly product_id: string;
  readonly session_id: string;
  readonly at: number;
  /** Version of the session that the step wrote, and the note's place in that step: a key without a counter. */
  readonly version: number;
  readonly position: number;
  readonly body: string;
}

export interface StepTable {
  readonly product_id: string;
  readonly session_id: string;
  /** Version of the session that the step wrote; 1 holds the state with which the session began. */
  readonly version: number;
  readonly at: number;
  readonly body: string;
}

export interface StreamHeadTable {
  readonly product_id: string;
  /** Latest position given out. */
  readonly position: number;
}

export interface StreamEntryTable {
  readonly product_id: string;
  readonly position: number;
  readonly session_id: string;
  readonly type: string;
  readonly at: number;
  /**
   * Of actions: their ids, whose they were and the first one's index; the actions themselves are rows of their own.
   * Empty once the session is forgotten: the row stays, so that the positions around it stay told from pruned ones.
   */
  readonly body: string;
}

export interface ConsumerTable {
  readonly product_id: string;
  readonly name: string;
  readonly acknowledged: number;
  readonly fence: number;
  readonly lease_until: number;
  readonly version: number;
}
