import { type Action, analysisPrompt, cleanText, SECOND_MS, type SessionAnalysis, withProse } from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { AnalysisRecord, MemoryStore, SessionKey } from "../ports/memory-store.ts";
import type { Store } from "../ports/store.ts";
import { createJobQueue } from "../summaries/job-queue.ts";
import { sessionKeyText } from "./session-keys.ts";

/** Puts analyses into words after they were saved: nobody waits for it, and nothing is lost when it fails. */
export interface ProseWriter {
  /** To be told of a session whose analysis was saved. */
  add(session: SessionKey): void;
  /** Forgets what waits and gives up what is being written. */
  stop(): Promise<void>;
}

interface Dependencies {
  readonly store: Pick<Store, "recentActions"> & { readonly memories: Pick<MemoryStore, "findAnalysis"> };
  readonly clock: Clock;
  readonly log: Logger;
  readonly model: LanguageModel;
  /** The model's name as configured. Undefined: a model of the embedder's own. */
  readonly modelName: string | undefined;
  /** Saves the document unless the one that it was made from is no longer the session's. */
  readonly save: (from: AnalysisRecord, analysis: SessionAnalysis) => Promise<boolean>;
  /** Told of each analysis that keeps its counted prose although there is a model. */
  readonly onFallback: (cause: string) => void;
}

/** Further sessions keep the prose that was counted and quoted. */
const MAX_WAITING = 1_000;
const TIMEOUT_MS: number = 30 * SECOND_MS;
/** The prompt quotes no more. */
const LOOK_BACK = 60;
const MAX_CHARS = 4_800;
/** One line under a heading of its own must not open another one. */
const MARKUP_BEFORE = /^[#>\s]+/;

export function createProseWriter(dependencies: Dependencies): ProseWriter {
  const { store, clock, log, model, modelName, save, onFallback } = dependencies;
  const name = { provider: modelName === undefined ? "custom" : "openai-compatible", name: modelName ?? "custom" };
  const stopped = new AbortController();
  const waiting = new Map<string, SessionKey>();

  const queue = createJobQueue(1, async (key) => {
    const session = waiting.get(key);
    waiting.delete(key);
    if (session === undefined) return;
    try {
      await write(session);
    } catch (error) {
      if (stopped.signal.aborted) return;
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      fallBack(session, cause instanceof Error ? cause.name : typeof cause);
    }
  });

  function fallBack({ productId, sessionId }: SessionKey, reason: string): void {
    log.warn({ productId, sessionId, reason }, "analysis put into words without the model");
    onFallback("analysis");
  }

  async function write(session: SessionKey): Promise<void> {
    const { productId, sessionId } = session;
    const record = await store.memories.findAnalysis(productId, sessionId);
    if (record?.analysis === undefined || record.analysis.meta.pipeline.model !== null) return;
    const prompt = analysisPrompt(record.analysis, await analysedActions(session, record.analysis));
    const said = await ask({ system: prompt.system, messages: [{ role: "user", content: prompt.content }] });
    const text = cleanText(said, MAX_CHARS).replace(MARKUP_BEFORE, "");
    if (text === "") return fallBack(session, "empty");
    if (await save(record, withProse(record.analysis, text, name))) log.info(session, "session put into words");
  }

  /** What came since, or was forgotten, is not the analysis's to tell. */
  async function analysedActions(session: SessionKey, { actions }: SessionAnalysis): Promise<readonly Action[]> {
    const ids = new Set(actions.map(({ id }) => id));
    const latest = await store.recentActions(session.productId, session.sessionId, LOOK_BACK);
    return latest.filter(({ id }) => ids.has(id));
  }

  async function ask(prompt: Parameters<LanguageModel["stream"]>[0]): Promise<string> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    // A model that does not heed its signal is not waited for either.
    const aborted = new Promise<never>((_, reject) => {
      controller.signal.addEventListener("abort", () => reject(new Error("timed out or stopped")), { once: true });
    });
    aborted.catch(() => {});
    stopped.signal.addEventListener("abort", abort, { once: true });
    const cancel = clock.at(clock.now() + TIMEOUT_MS, abort);
    try {
      if (stopped.signal.aborted) abort();
      return await Promise.race([collect(model.stream(prompt, controller.signal)), aborted]);
    } finally {
      cancel();
      stopped.signal.removeEventListener("abort", abort);
    }
  }

  return {
    add(session) {
      const key = sessionKeyText(session);
      if (!waiting.has(key) && waiting.size >= MAX_WAITING) return fallBack(session, "too_many_waiting");
      waiting.set(key, session);
      queue.add(key);
    },
    async stop() {
      stopped.abort();
      waiting.clear();
      await queue.stop();
    },
  };
}

async function collect(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length > MAX_CHARS) break;
  }
  return text;
}
