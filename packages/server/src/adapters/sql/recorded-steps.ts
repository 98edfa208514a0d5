import type { Action, EngineInput, GivenFacts, RecordedSession, RecordedStep, SessionSnapshot } from "@usher/core";
import type { EngineStep, SessionRecord } from "../../ports/store.ts";
import { toJsonText } from "./storable-text.ts";
import type { StepTable } from "./tables.ts";

/** A step as it is kept: actions by id, because they are rows of their own. */
interface StoredStep {
  readonly input:
    | Exclude<EngineInput, { readonly type: "actions" }>
    | { readonly type: "actions"; readonly ids: readonly string[] };
  readonly given: GivenFacts;
}

export function encodeStart({ productId, sessionId, version, createdAt, snapshot }: SessionRecord): StepTable {
  return { product_id: productId, session_id: sessionId, version, at: createdAt, body: toJsonText(snapshot) };
}

export function encodeRecordedStep({ session, recorded }: EngineStep): StepTable | undefined {
  if (recorded === undefined) return undefined;
  const { at, input, given } = recorded;
  const stored: StoredStep = {
    input: input.type === "actions" ? { type: "actions", ids: input.actions.map(({ id }) => id) } : input,
    given,
  };
  return {
    product_id: session.productId,
    session_id: session.sessionId,
    version: session.version,
    at,
    body: toJsonText(stored),
  };
}

/** Rows in order of version; the first holds the beginning. Undefined when that was not kept. */
export function decodeRecording(
  session: SessionRecord,
  rows: readonly Pick<StepTable, "version" | "at" | "body">[],
  actions: ReadonlyMap<string, Action>,
): RecordedSession | undefined {
  const [first, ...rest] = rows;
  if (first?.version !== 1) return undefined;
  const { sessionId, subject, userId, createdAt } = session;
  const start = JSON.parse(first.body) as SessionSnapshot;
  return { sessionId, subject, userId, createdAt, start, steps: rest.map((row) => decodeStep(row, actions)) };
}

function decodeStep({ at, body }: Pick<StepTable, "at" | "body">, actions: ReadonlyMap<string, Action>): RecordedStep {
  const { input, given } = JSON.parse(body) as StoredStep;
  if (input.type !== "actions") return { at, input, given };
  const found = input.ids.flatMap((id) => actions.get(id) ?? []);
  return { at, input: { type: "actions", actions: found }, given };
}
