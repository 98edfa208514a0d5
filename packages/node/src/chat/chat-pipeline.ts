import { type ActionsPayload, ContextStore, type SummaryPayload, UserSessionIndex } from "@usher/core/documented";
import { checkCount } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import { AgentContextWriter } from "../summary/agent-context-writer.ts";
import { SessionSummarizer } from "../summary/session-summarizer.ts";
import type { SessionSummary } from "../summary/session-summary.ts";
import type { SessionSummarizerOptions } from "../summary/summarizer-options.ts";
import type { AgentContextWriterOptions } from "../summary/writer-options.ts";

type SummarizerPart = Pick<SessionSummarizerOptions, "llm" | "threshold" | "prompt" | "llmTimeoutMs">;
type WriterPart = Pick<
  AgentContextWriterOptions,
  "writeActions" | "overwriteWithSummary" | "debounceMs" | "deadlineMs" | "onError" | "onMetric"
>;

export interface ChatPipelineOptions extends SummarizerPart, WriterPart {
  /** How far back a context reaches. Default 300 s. */
  readonly lookbackS?: number;
  /** Actions in a context, the newest. Default 20. */
  readonly maxActions?: number;
  /** Actions still listed beside a summary that covers them: where the user is now. Default 5. */
  readonly keepAfterSummary?: number;
  readonly clock?: Clock;
}

/** The parts of a chat's memory of the user, wired together. */
export interface ChatPipeline {
  readonly summarizer: SessionSummarizer;
  readonly contextStore: ContextStore;
  readonly userIndex: UserSessionIndex;
  readonly agentWriter: AgentContextWriter;
  /** For the stream's actions: everything is fed. */
  onActions(payload: ActionsPayload): void;
  /** For summaries that the server made. */
  onSummary(payload: SummaryPayload): void;
  /** Forgets a session. */
  reset(productId: string, sessionId: string): void;
  /** Writes what is gathered. */
  close(): Promise<void>;
}

/**
 * Wires store, user index, summarizer and writer. A summary goes to the agent first and to the store then; in the store,
 * it takes the place of the actions it covers in one step.
 */
export function composeChatPipeline(options: ChatPipelineOptions = {}): ChatPipeline {
  const { clock = systemClock, lookbackS = 300, maxActions = 20 } = options;
  const keep = checkCount("keepAfterSummary", options.keepAfterSummary ?? 5, 0);
  const now = (): number => clock.now();
  const contextStore = new ContextStore({ now, lookbackS, maxActions });
  const userIndex = new UserSessionIndex(contextStore, { now, lookbackS });
  const summarizer = new SessionSummarizer({ ...pick(options, SUMMARIZER), clock });
  const agentWriter = new AgentContextWriter({ ...pick(options, WRITER), summarizer, clock });
  summarizer.onSummary((summary) => replaceInStore(contextStore, summary, keep));
  return {
    summarizer,
    contextStore,
    userIndex,
    agentWriter,
    onActions(payload) {
      contextStore.add(payload);
      userIndex.add(payload);
      agentWriter.add(payload);
    },
    onSummary(payload) {
      if (payload.sessionId) contextStore.onSummary(payload.sessionId, payload.summary);
    },
    reset(productId, sessionId) {
      contextStore.reset(sessionId, productId);
      summarizer.reset(sessionId, productId);
    },
    close: () => agentWriter.close(),
  };
}

/** No reader can come in between: nothing here waits. */
function replaceInStore(store: ContextStore, summary: SessionSummary, keep: number): void {
  store.reset(summary.sessionId, summary.productId);
  for (const payload of newest(summary.replaced, keep)) store.add(payload);
  for (const payload of summary.remaining) store.add(payload);
  store.onSummary(summary.sessionId, summary.text);
}

/** The last `count` actions, in the payloads they came in. */
function newest(payloads: readonly ActionsPayload[], count: number): ActionsPayload[] {
  let room = count;
  const kept: ActionsPayload[] = [];
  for (let at = payloads.length - 1; at >= 0 && room > 0; at--) {
    const payload = payloads[at];
    if (!payload) continue;
    const actions = payload.actions.slice(-room);
    kept.unshift({ ...payload, actions });
    room -= actions.length;
  }
  return kept;
}

const SUMMARIZER = ["llm", "threshold", "prompt", "llmTimeoutMs", "onError", "onMetric"] as const;
const WRITER = ["writeActions", "overwriteWithSummary", "debounceMs", "deadlineMs", "onError", "onMetric"] as const;

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Pick<T, K>;
}
