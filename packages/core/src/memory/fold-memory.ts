import type { SessionAnalysis } from "./session-analysis.ts";
import { sessionMemory } from "./session-memory.ts";
import {
  type Correction,
  EMPTY_MEMORY,
  MAX_SESSIONS,
  type OlderMemory,
  type OlderWorkflow,
  type SessionMemory,
  sortKeys,
  type UserMemory,
} from "./user-memory.ts";

/**
 * Adds a session to what is remembered. Sessions may come in any order, and again: a later analysis of the same session
 * takes the place of the earlier one. Both make the same memory, byte for byte.
 */
export function foldMemory(memory: UserMemory, analysis: SessionAnalysis): UserMemory {
  return addSessions(memory, [sessionMemory(analysis)]);
}

/** All of them at once, and faster: every analysis folded into nothing but what the person said themselves. */
export function rebuildMemory(
  words: Pick<UserMemory, "corrections" | "forgottenAt"> | undefined,
  analyses: Iterable<SessionAnalysis>,
): UserMemory {
  const { corrections = {}, forgottenAt = null } = words ?? {};
  return addSessions({ ...EMPTY_MEMORY, corrections, forgottenAt }, Array.from(analyses, sessionMemory));
}

/** Two memories of one person, e.g. from before and after they signed in. The order makes no difference. */
export function mergeMemories(left: UserMemory, right: UserMemory): UserMemory {
  const corrections: Record<string, Correction> = { ...left.corrections };
  for (const [workflow, correction] of Object.entries(right.corrections)) {
    const held = corrections[workflow];
    if (held === undefined || isLaterWord(correction, held)) corrections[workflow] = correction;
  }
  const forgottenAt =
    left.forgottenAt === null || right.forgottenAt === null
      ? (left.forgottenAt ?? right.forgottenAt)
      : Math.max(left.forgottenAt, right.forgottenAt);
  const older = olderAfter(mergeOlder(left.older, right.older), forgottenAt);
  const merged: UserMemory = { v: 1, sessions: [], older, corrections: sortKeys(corrections), forgottenAt };
  return addSessions(merged, [...left.sessions, ...right.sessions]);
}

function addSessions(memory: UserMemory, added: readonly SessionMemory[]): UserMemory {
  const { forgottenAt } = memory;
  const byId = new Map(memory.sessions.map((session) => [session.sessionId, session]));
  for (const session of added) {
    if (forgottenAt !== null && session.endedAt <= forgottenAt) continue;
    const kept = forgottenAt === null ? session : withoutForgotten(session, forgottenAt);
    const held = byId.get(session.sessionId);
    if (held === undefined || isFuller(kept, held)) byId.set(session.sessionId, kept);
  }
  const sessions = [...byId.values()].sort(compareSessions);
  const excess = sessions.splice(0, Math.max(0, sessions.length - MAX_SESSIONS));
  const older = excess.reduce(ageSession, memory.older);
  return { ...memory, sessions: sessions.map((session, index) => trim(session, index === sessions.length - 1)), older };
}

/** Of two analyses of one session the one that saw more. */
function isFuller(session: SessionMemory, held: SessionMemory): boolean {
  if (session.actionCount !== held.actionCount) return session.actionCount > held.actionCount;
  if (session.endedAt !== held.endedAt) return session.endedAt > held.endedAt;
  // One of them may have come without its summary.
  return JSON.stringify(session) > JSON.stringify(held);
}

function compareSessions(left: SessionMemory, right: SessionMemory): number {
  return left.endedAt - right.endedAt || (left.sessionId < right.sessionId ? -1 : 1);
}

/** Only the latest session's summary is ever told. */
function trim(session: SessionMemory, isLatest: boolean): SessionMemory {
  if (isLatest || session.summary === undefined) return session;
  const { summary: _, ...rest } = session;
  return rest;
}

/** Of a session that began before that moment only what provably came later is kept. */
function withoutForgotten(session: SessionMemory, forgottenAt: number): SessionMemory {
  if (session.startedAt > forgottenAt) return session;
  const { summary: _, ...rest } = session;
  const attempts = session.attempts.filter(({ at }) => at > forgottenAt);
  return { ...rest, startedAt: forgottenAt + 1, attempts, struggles: [] };
}

function olderAfter(older: OlderMemory, forgottenAt: number | null): OlderMemory {
  if (forgottenAt === null) return older;
  const kept = Object.entries(older.workflows).filter(([, { lastAt }]) => lastAt > forgottenAt);
  const firstSeenAt = older.firstSeenAt === null ? null : Math.max(older.firstSeenAt, forgottenAt + 1);
  return { ...older, firstSeenAt, workflows: Object.fromEntries(kept) };
}

function ageSession(older: OlderMemory, session: SessionMemory): OlderMemory {
  const workflows: Record<string, OlderWorkflow> = {};
  for (const { workflow, at, completion, isDone } of session.attempts) {
    const once = { attempts: 1, completions: isDone ? 1 : 0, best: completion, lastAt: at, doneAt: isDone ? at : null };
    const held = workflows[workflow];
    workflows[workflow] = held === undefined ? once : mergeWorkflow(held, once);
  }
  return mergeOlder(older, { sessionCount: 1, firstSeenAt: session.startedAt, workflows });
}

function mergeOlder(left: OlderMemory, right: OlderMemory): OlderMemory {
  const workflows: Record<string, OlderWorkflow> = { ...left.workflows };
  for (const [workflow, counted] of Object.entries(right.workflows)) {
    const held = workflows[workflow];
    workflows[workflow] = held === undefined ? counted : mergeWorkflow(held, counted);
  }
  const seen = [left.firstSeenAt, right.firstSeenAt].filter((at) => at !== null);
  return {
    sessionCount: left.sessionCount + right.sessionCount,
    firstSeenAt: seen.length === 0 ? null : Math.min(...seen),
    workflows: sortKeys(workflows),
  };
}

function mergeWorkflow(left: OlderWorkflow, right: OlderWorkflow): OlderWorkflow {
  const done = [left.doneAt, right.doneAt].filter((at) => at !== null);
  return {
    attempts: left.attempts + right.attempts,
    completions: left.completions + right.completions,
    best: Math.max(left.best, right.best),
    lastAt: Math.max(left.lastAt, right.lastAt),
    doneAt: done.length === 0 ? null : Math.max(...done),
  };
}

function isLaterWord(left: Correction, right: Correction): boolean {
  return left.at !== right.at ? left.at > right.at : String(left.status) > String(right.status);
}
