import type { AnalysisRecord, MemoryRecord, MemoryStore } from "../../ports/memory-store.ts";
import { requireStorable } from "../sql/storable-text.ts";
import { keyOf, type MemoryTables, requireNotErased } from "./memory-tables.ts";

/** What is remembered of people in the store without storage. */
export function createMemoryMemoryStore(tables: MemoryTables): MemoryStore {
  const { memories, analyses, sessions } = tables;

  function requirePresent({ productId, subject }: MemoryRecord): void {
    requireStorable(productId, subject);
    if (!subject.startsWith("visitor:")) requireNotErased(tables, productId, subject.slice(subject.indexOf(":") + 1));
  }

  function isHeld({ productId, subject }: MemoryRecord, version: number): boolean {
    return (memories.get(keyOf(productId, subject))?.version ?? 0) === version;
  }

  function ofSubject(productId: string, subject: string): readonly AnalysisRecord[] {
    return [...analyses.values()].filter((each) => each.productId === productId && each.subject === subject);
  }

  return {
    async findMemory(productId, subject) {
      return memories.get(keyOf(productId, subject));
    },
    async saveMemory(record, analysis) {
      requirePresent(record);
      const { productId, subject, version } = record;
      if (analysis !== undefined && !sessions.has(keyOf(productId, analysis.sessionId))) return "gone";
      if (!isHeld(record, version - 1)) return "stale";
      memories.set(keyOf(productId, subject), record);
      if (analysis !== undefined) analyses.set(keyOf(productId, analysis.sessionId), analysis);
      return "saved";
    },
    async mergeMemory(merged, from) {
      requirePresent(merged);
      if (!isHeld(from, from.version) || !isHeld(merged, merged.version - 1)) return "stale";
      memories.delete(keyOf(from.productId, from.subject));
      memories.set(keyOf(merged.productId, merged.subject), merged);
      for (const each of ofSubject(from.productId, from.subject)) {
        analyses.set(keyOf(each.productId, each.sessionId), { ...each, subject: merged.subject });
      }
      return "saved";
    },
    async forgetMemory(record) {
      requirePresent(record);
      const { productId, subject, version } = record;
      if (!isHeld(record, version - 1)) return "stale";
      memories.set(keyOf(productId, subject), record);
      for (const each of ofSubject(productId, subject)) {
        analyses.set(keyOf(productId, each.sessionId), { ...each, email: null, analysis: undefined });
      }
      return "saved";
    },

    async findAnalysis(productId, sessionId) {
      return analyses.get(keyOf(productId, sessionId));
    },
    async listAnalyses(productId, { subjects, userId, email, since, until, limit, after }) {
      return [...analyses.values()]
        .filter((each) => each.productId === productId && each.analysis !== undefined)
        .filter((each) => subjects === undefined || subjects.includes(each.subject))
        .filter((each) => userId === undefined || each.userId === userId)
        .filter((each) => email === undefined || each.email?.toLowerCase() === email.toLowerCase())
        .filter(({ endedAt, startedAt }) => endedAt >= (since ?? 0) && startedAt < (until ?? Number.POSITIVE_INFINITY))
        .sort(compareAnalyses)
        .filter((each) => after === undefined || compareAnalyses(each, after) > 0)
        .slice(0, limit);
    },
    async unanalysedSessions(limit, after) {
      const afterKey = after === undefined ? "" : keyOf(after.productId, after.sessionId);
      return [...sessions]
        .filter(([key, { record }]) => key > afterKey && record.actionCount > (analyses.get(key)?.actionCount ?? 0))
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .slice(0, limit)
        .map(
          ([
            ,
            {
              record: { productId, sessionId, lastActiveAt },
            },
          ]) => ({ productId, sessionId, lastActiveAt }),
        );
    },
    async listSubjects(productId, limit, after = "") {
      return [...memories.values()]
        .filter((each) => each.productId === productId && each.subject > after)
        .map(({ subject }) => subject)
        .sort()
        .slice(0, limit);
    },
  };
}

function compareAnalyses(
  left: Pick<AnalysisRecord, "endedAt" | "sessionId">,
  right: Pick<AnalysisRecord, "endedAt" | "sessionId">,
): number {
  return (
    right.endedAt - left.endedAt || (left.sessionId < right.sessionId ? -1 : left.sessionId > right.sessionId ? 1 : 0)
  );
}
