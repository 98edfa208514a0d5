import { join } from "node:path";
import {
  type Action,
  analyseSession,
  createPathIndex,
  type GoldenPath,
  rebuildMemory,
  type UserMemory,
} from "@usher/core";
import Database from "libsql";

/** What a data directory remembers of people, and what it would remember if only the stored actions were there. */
export interface StoredMemories {
  /** JSON text, by subject, as it is on the disk. */
  readonly stored: ReadonlyMap<string, string>;
  /** The same made anew from the sessions' actions and the person's own words. */
  readonly rebuilt: ReadonlyMap<string, string>;
  /** Sessions whose analysis is missing, saw fewer actions than there are, or goes by another name than the session. */
  readonly behind: readonly string[];
  readonly sessionCount: number;
}

interface SessionRow {
  readonly id: string;
  readonly subject: string;
  readonly userId: string | null;
  readonly actionCount: number;
  readonly analysed: number | null;
  readonly analysedAs: string | null;
}

/** With SQL of its own: the store under test does not vouch for itself. */
export function readMemories(dir: string, paths: readonly GoldenPath[]): StoredMemories {
  const database = new Database(join(dir, "usher.db"));
  const rows = <Row>(query: string, ...values: string[]): Row[] => database.prepare(query).all(...values) as Row[];
  try {
    const index = createPathIndex(paths);
    const stored = new Map(
      rows<{ subject: string; body: string }>("select subject, body from user_memory order by subject").map((row) => [
        row.subject,
        row.body,
      ]),
    );
    const sessions = rows<SessionRow>(`select s.session_id as id, s.subject, s.user_id as userId,
      s.action_count as actionCount, a.action_count as analysed, a.subject as analysedAs
      from session as s left join session_analysis as a using (product_id, session_id)
      where s.action_count > 0 order by s.subject`);
    const rebuilt = new Map<string, string>();
    for (const subject of new Set(sessions.map((session) => session.subject))) {
      const own = sessions.filter((session) => session.subject === subject);
      const analyses = own.map(({ id, userId }) => {
        const actions = rows<{ body: string }>(
          "select body from action where session_id = ? order by at, event_id",
          id,
        );
        const session = { sessionId: id, productId: "projects", userId };
        return analyseSession({
          session,
          actions: actions.map(({ body }) => JSON.parse(body) as Action),
          paths: index,
          now: 0,
        });
      });
      const words = JSON.parse(stored.get(subject) ?? "null") as UserMemory | null;
      rebuilt.set(subject, JSON.stringify(rebuildMemory(words ?? undefined, analyses)));
    }
    const behind = sessions.filter((one) => one.analysed !== one.actionCount || one.analysedAs !== one.subject);
    return { stored, rebuilt, behind: behind.map(({ id }) => id), sessionCount: sessions.length };
  } finally {
    database.close();
  }
}
