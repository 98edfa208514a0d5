import {
  type Disagreement,
  type EngineRules,
  type EpochMs,
  type Explanation,
  explain,
  findDisagreements,
  UsherError,
} from "@usher/core";
import { LEDGER_ROWS } from "../engine/bound-ledger.ts";
import { LEFT_OUT } from "../engine/watch-triggers.ts";
import type { LedgerRecord, SessionListing } from "../ports/store.ts";
import { LEDGER_LIMIT, type StoredSessions } from "./stored-sessions.ts";

export interface ExplainQuery {
  readonly productId: string;
  /** A session, or a user of whom the session at that moment is taken. */
  readonly who: { readonly session: string } | { readonly user: string };
  readonly at: EpochMs;
  /** Only this trigger. */
  readonly trigger?: string;
}

export interface StoredExplanation {
  readonly explanation: Explanation;
  /** Where the rules say something else today than they did then, or were not asked then because they were slow. */
  readonly disagreements: readonly Disagreement[];
}

/** Users with more sessions than this are looked at for their first ones only. */
const SESSIONS_LIMIT = 10_000;

/** Why, or why not, from what is stored. Throws UsherError `session_unknown` or `recording_missing`. */
export async function explainStored(
  store: StoredSessions,
  rules: EngineRules,
  { productId, who, at, trigger }: ExplainQuery,
): Promise<StoredExplanation> {
  const sessionId = "session" in who ? who.session : await sessionOfUser(store, productId, who.user, at);
  const recording = await store.recordedSession(productId, sessionId);
  if (recording === undefined) {
    throw new UsherError(
      "recording_missing",
      "There is no such session, or what happened in it is no longer kept (30 days after its last activity).",
    );
  }
  const explanation = explain(recording, at, rules, trigger === undefined ? {} : { trigger });
  const ledger = await store.ledger(productId, sessionId, LEDGER_LIMIT);
  return { explanation, disagreements: disagreementsWith(explanation, ledger) };
}

const QUIET: readonly string[] = ["not_met", "page_mismatch"];

function disagreementsWith(explanation: Explanation, ledger: readonly LedgerRecord[]): readonly Disagreement[] {
  // A ledger that was full did not note every change: what it says last is not what was true last.
  const full = ledger[LEDGER_ROWS - 1];
  if (full !== undefined && full.at <= explanation.at) return [];
  return (
    findDisagreements(explanation, ledger)
      // From one kind of quiet to the other is not noted.
      .filter(({ noted, computed }) => !(QUIET.includes(noted) && QUIET.includes(computed)))
      .map((found) => (wasLeftOut(found, explanation.at, ledger) ? { ...found, noted: "left out (slow)" } : found))
  );
}

function wasLeftOut({ triggerId, noted }: Disagreement, at: EpochMs, ledger: readonly LedgerRecord[]): boolean {
  if (noted !== "error") return false;
  const error = ledger.findLast(
    (row) => row.at <= at && row.note.type === "trigger-error" && row.note.triggerId === triggerId,
  );
  return error?.note.type === "trigger-error" && error.note.message.startsWith(LEFT_OUT);
}

/** The session that had begun last at that moment. */
async function sessionOfUser(store: StoredSessions, productId: string, userId: string, at: EpochMs): Promise<string> {
  const sessions = await store.listSessions(productId, { userId, limit: SESSIONS_LIMIT });
  let found: SessionListing | undefined;
  for (const session of sessions) {
    if (session.createdAt <= at && session.createdAt >= (found?.createdAt ?? 0)) found = session;
  }
  if (found === undefined) throw new UsherError("session_unknown", "This user had no session at that moment.");
  return found.sessionId;
}
