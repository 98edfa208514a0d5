import { type Action, analyseSession, createPathIndex, EMPTY_MEMORY } from "@usher/core";
import { expect } from "vitest";
import { aSession, NOW } from "./a-session.contract.ts";
import type { AnalysisRecord, MemoryRecord } from "./memory-store.ts";
import type { SessionRecord, Store } from "./store.ts";

/** The code with which a write was refused, at once or later; undefined when it was not. */
export async function refusal(write: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
}

/** `count` is how many actions the session has afterwards: one more. */
export async function act(store: Store, change: Partial<SessionRecord>, count: number): Promise<void> {
  const held = aSession(change);
  const session = { ...held, version: held.version + 1, actionCount: count, lastActiveAt: NOW + count };
  const actions = [anAction(`${session.sessionId}-${count}`)];
  const step = { at: NOW, session, actions, offers: [], frames: [], notes: [] };
  expect(await store.commitStep(step)).toMatchObject({ outcome: "saved" });
}

export function memoryOf(summary: string): MemoryRecord["memory"] {
  const session = { sessionId: "s1", startedAt: NOW, endedAt: NOW + 1, actionCount: 1, summary };
  return { ...EMPTY_MEMORY, sessions: [{ ...session, attempts: [], struggles: [] }] };
}

export function aMemory(change: Partial<MemoryRecord> = {}): MemoryRecord {
  return { productId: "demo", subject: "user:ada", memory: memoryOf("Saved once."), version: 1, ...change };
}

export function anAnalysis(change: Partial<AnalysisRecord> = {}): AnalysisRecord {
  const session = { sessionId: change.sessionId ?? "s1", productId: "demo", userId: "ada" };
  return {
    productId: "demo",
    sessionId: session.sessionId,
    subject: "user:ada",
    userId: "ada",
    email: "ada@example.com",
    startedAt: NOW,
    endedAt: NOW + 1,
    actionCount: 1,
    analysis: analyseSession({ session, actions: [anAction("e1")], paths: createPathIndex([]), now: NOW }),
    ...change,
  };
}

export function ofOrganization(organization_id: string, record: AnalysisRecord): AnalysisRecord {
  const { analysis } = record;
  return analysis === undefined
    ? record
    : { ...record, analysis: { ...analysis, meta: { ...analysis.meta, organization_id } } };
}

export function anAction(id: string): Action {
  return {
    id,
    type: "click",
    title: "Clicked Save \u{1F600}",
    label: "Save",
    url: "https://app.example.com/projects/1",
    canonicalUrl: "https://app.example.com/projects/:id",
    at: NOW,
    receivedAt: NOW,
  };
}
