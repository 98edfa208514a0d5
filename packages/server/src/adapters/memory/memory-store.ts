import type { AnalysisRecord, MemoryRecord, MemoryStore } from "../../ports/memory-store.ts";
import { compareTexts } from "../compare-texts.ts";
import { requireStorable } from "../sql/storable-text.ts";
import { keyOf, type MemoryTables, requireNotErased } from "./memory-tables.ts";

/** What is remembered of people in the store without storage. */
export function createMemoryMemoryStore(tables: MemoryTables): MemoryStore {
  const { memories, analyses, sessions, sessionsByVisitor, visitors } = tables;

  /** A visitor is there for as long as their browser or one of their sessions is known. */
  function isPresent({ productId, subject }: MemoryRecord): boolean {
    const id = subject.slice(subject.indexOf(":") + 1);
    if (subject.startsWith("visitor:")) {
      return visitors.has(keyOf(productId, id)) || sessionsByVisitor.has(keyOf(productId, id));
    }
    requireNotErased(tables, productId, id);
    return true;
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
      const { productId, subject, version } = record;
      requireStorable(productId, subject);
      if (analysis !== undefined && !sessions.has(keyOf(productId, analysis.sessionId))) return "gone";
      if (!isPresent(record) && analysis === undefined) return "gone";
      if (!isHeld(record, version - 1)) return "stale";
      memories.set(keyOf(productId, subject), record);
      if (analysis !== undefined) analyses.set(keyOf(productId, analysis.sessionId), analysis);
      return "saved";
    },
    async mergeMemory(merged, from) {
      requireStorable(merged.productId, merged.subject, from.subject);
      isPresent(merged);
      if (!isHeld(from, from.version) || !isHeld(merged, merged.version - 1)) return "stale";
      memories.delete(keyOf(from.productId, from.subject));
      memories.set(keyOf(merged.productId, merged.subject), merged);
      for (const each of ofSubject(from.productId, from.subject)) {
        analyses.set(keyOf(each.productId, each.sessionId), { ...each, subject: merged.subject });
      }
      return "saved";
    },
    async forgetMemory(record) {
      const { productId, subject, version } = record;
      requireStorable(productId, subject);
      if (!isPresent(record)) return "gone";
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
    async listAnalyses(productId, { subjects, userId, email, organizationId, since, until, limit, after }) {
      return [...analyses.values()]
        .filter((each) => each.productId === productId && each.analysis !== undefined)
        .filter((each) => subjects === undefined || subjects.includes(each.subject))
        .filter((each) => userId === undefined || each.userId === userId)
        .filter((each) => organizationId === undefined || each.analysis?.meta.organization_id === organizationId)
        .filter((each) => email === undefined || lowerAscii(each.email) === lowerAscii(email))
        .filter(({ endedAt, startedAt }) => endedAt >= (since ?? 0) && startedAt < (until ?? Number.POSITIVE_INFINITY))
        .sort(compareAnalyses)
        .filter((each) => after === undefined || compareAnalyses(each, after) > 0)
        .slice(0, limit);
    },
    async unanalysedSessions(limit, after) {
      const afterKey = after === undefined ? "" : keyOf(after.productId, after.sessionId);
      return [...sessions]
        .filter(([key]) => compareTexts(key, afterKey) > 0)
        .filter(([key, { record }]) => record.actionCount > (analyses.get(key)?.actionCount ?? 0))
        .sort(([left], [right]) => compareTexts(left, right))
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
        .filter((each) => each.productId === productId && compareTexts(each.subject, after) > 0)
        .map(({ subject }) => subject)
        .sort(compareTexts)
        .slice(0, limit);
    },
  };
}

function compareAnalyses(
  left: Pick<AnalysisRecord, "endedAt" | "sessionId">,
  right: Pick<AnalysisRecord, "endedAt" | "sessionId">,
): number {
  return right.endedAt - left.endedAt || compareTexts(left.sessionId, right.sessionId);
}

/** As databases lower text: the letters A to Z. */
function lowerAscii(text: string | null): string | undefined {
  return text?.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
