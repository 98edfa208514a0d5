import type { SessionGoal } from "@usher/core";
import type {
  ActionTable,
  AttentionTable,
  ChatMessageTable,
  ConsumerTable,
  FrameTable,
  LedgerTable,
  OfferTable,
  SessionTable,
  StepTable,
  StreamEntryTable,
  VisitorTable,
} from "./tables.ts";

/** Everything that can wait for the next commit, already as rows: what is wrong with one shows before it joins a group. */
export type StoreWrite =
  | { readonly type: "step"; readonly step: StepRows }
  | { readonly type: "visitor"; readonly visitor: VisitorTable }
  | { readonly type: "visitor-user"; readonly change: VisitorUserChange }
  | { readonly type: "session"; readonly session: SessionTable; readonly start: StepTable }
  | { readonly type: "chat"; readonly messages: readonly NewChatMessage[] }
  | { readonly type: "summary"; readonly entry: NewLogEntry }
  | { readonly type: "consumer"; readonly consumer: ConsumerTable }
  | { readonly type: "ping" };

export interface WriteOutcome {
  readonly outcome: "saved" | "stale";
  /** Where in the product's stream it stands; undefined when it added nothing to it. */
  readonly position?: number;
  /** Of a step with duplicates: its actions that were stored, by their index in the step. Left out when all were. */
  readonly storedIndexes?: ReadonlySet<number>;
}

export interface StepRows {
  /** The engine's moment. */
  readonly at: number;
  readonly session: SessionTable;
  readonly attention: AttentionTable | undefined;
  readonly actions: readonly ActionTable[];
  readonly sessionGoal: SessionGoal | undefined;
  readonly offers: readonly OfferTable[];
  readonly frames: readonly FrameTable[];
  readonly notes: readonly LedgerTable[];
  readonly recorded: StepTable | undefined;
}

export type VisitorUserChange = Omit<VisitorTable, "secret_hash" | "created_at">;

export type NewChatMessage = Omit<ChatMessageTable, "position">;

/** Its position comes from the product's head. */
export type NewLogEntry = Omit<StreamEntryTable, "position">;

/** Rows written, roughly: what a transaction costs. */
export function weighWrite(write: StoreWrite): number {
  if (write.type === "chat") return 1 + write.messages.length;
  if (write.type !== "step") return 1;
  const { actions, offers, frames, notes } = write.step;
  return 2 + actions.length + offers.length + frames.length + notes.length;
}
