import type { Action } from "@usher/core";
import { aSession, NOW } from "./a-session.contract.ts";
import type { CommitResult, EngineStep, SessionRecord, Store } from "./store.ts";
import type { ConsumerRecord, StreamEntry } from "./stream-log.ts";

export async function createSession(store: Store, change: Partial<SessionRecord> = {}): Promise<SessionRecord> {
  const session = aSession(change);
  await store.createSession(session);
  return session;
}

/** The step after `session`, at a moment that tells its version. */
export function aStep(session: SessionRecord, ids: readonly string[]): EngineStep {
  const version = session.version + 1;
  return {
    at: NOW + version,
    session: { ...session, version, actionCount: session.actionCount + ids.length },
    actions: ids.map(anAction),
    offers: [],
    frames: [],
    notes: [],
  };
}

export async function commit(
  store: Store,
  session: SessionRecord,
  ids: readonly string[],
): Promise<StreamEntry | undefined> {
  return entryOf(await store.commitStep(aStep(session, ids)));
}

export function entryOf(result: CommitResult): StreamEntry | undefined {
  return result.outcome === "saved" ? result.entry : undefined;
}

export function positionOf(result: CommitResult | undefined): number | undefined {
  return result === undefined ? undefined : entryOf(result)?.position;
}

export function indexesOf(entry: StreamEntry | undefined): readonly (readonly [string, number])[] {
  const { actions } = JSON.parse(entry?.data ?? '{"actions":[]}') as { actions: { id: string; index: number }[] };
  return actions.map(({ id, index }) => [id, index]);
}

export function idsOf(entry: StreamEntry): readonly string[] {
  return indexesOf(entry).map(([id]) => id);
}

export function anAction(id: string): Action {
  return {
    id,
    type: "click",
    title: "Clicked Save",
    label: "Save",
    url: "https://app.example.com/projects/1",
    canonicalUrl: "https://app.example.com/projects/:id",
    at: NOW,
    receivedAt: NOW,
  };
}

export function aConsumer(change: Partial<ConsumerRecord>): ConsumerRecord {
  return { productId: "demo", name: "reader", acknowledged: 0, fence: 1, leaseUntil: NOW, version: 1, ...change };
}
