import type {
  ActionTable,
  AttentionTable,
  ChatMessageTable,
  FrameTable,
  LedgerTable,
  OfferTable,
  SessionTable,
  StepTable,
  VisitorTable,
} from "./tables.ts";

/** Everything that can wait for the next commit, already as rows: what is wrong with one shows before it joins a group. */
export type StoreWrite =
  | { readonly type: "step"; readonly step: StepRows }
  | { readonly type: "visitor"; readonly visitor: VisitorTable }
  | { readonly type: "visitor-user"; readonly change: VisitorUserChange }
  | { readonly type: "session"; readonly session: SessionTable; readonly start: StepTable }
  | { readonly type: "chat"; readonly messages: readonly NewChatMessage[] }
  | { readonly type: "ping" };

export type WriteOutcome = "saved" | "stale";

export interface StepRows {
  readonly session: SessionTable;
  readonly attention: AttentionTable | undefined;
  readonly actions: readonly ActionTable[];
  readonly offers: readonly OfferTable[];
  readonly frames: readonly FrameTable[];
  readonly notes: readonly LedgerTable[];
  readonly recorded: StepTable | undefined;
}

export type VisitorUserChange = Omit<VisitorTable, "secret_hash" | "created_at">;

export type NewChatMessage = Omit<ChatMessageTable, "position">;

/** Rows written, roughly: what a transaction costs. */
export function weighWrite(write: StoreWrite): number {
  if (write.type === "chat") return 1 + write.messages.length;
  if (write.type !== "step") return 1;
  const { actions, offers, frames, notes } = write.step;
  return 2 + actions.length + offers.length + frames.length + notes.length;
}
