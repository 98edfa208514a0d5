import { createReplyCheck, createReplyRepair, type ReplyGround } from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { LanguageModel, Prompt } from "../ports/language-model.ts";

/** Pieces of a reply. `replace` takes back what was said before it. */
export type ReplyPiece =
  | { readonly type: "delta"; readonly text: string }
  | { readonly type: "replace"; readonly text: string }
  | { readonly type: "done"; readonly source: ReplySource; readonly tour?: ShowMe };

/** The tour that shows what a reply says. */
export interface ShowMe {
  readonly id: string;
  readonly label: string;
}

/** `document`: an extract of one. `stored`: said before, and repeated. */
export type ReplySource = "llm" | "how_to" | "document" | "stored";

export interface Instead {
  readonly text: string;
  readonly source: "how_to" | "document";
}

interface Options {
  readonly ground: ReplyGround;
  /** Said in the place of a model: the steps, or what a document says. */
  readonly instead: Instead;
  readonly prompt: Prompt;
  readonly model: LanguageModel | undefined;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Longest reply; the model is stopped there. */
const MAX_CHARS = 4_000;

/**
 * The answer: the model's words as long as they name only what exists, otherwise those of the how-to or a document. Text reaches the
 * user line by line, each checked before it is shown, so an invented control is never on screen. Near misses are put
 * right; a wrong sentence at the end goes when every step was told.
 */
export async function* groundedReply(options: Options): AsyncIterable<ReplyPiece> {
  const { ground, instead, prompt, model, log, signal } = options;
  if (model === undefined) return yield* say(instead, false);
  const repair = createReplyRepair(ground);
  let said = "";
  let pending = "";
  try {
    for await (const text of model.stream(prompt, signal)) {
      pending += text;
      if (said.length + pending.length > MAX_CHARS) {
        log.warn({ reason: "too_long" }, "reply replaced");
        return yield* say(instead, said !== "");
      }
      const end = pending.lastIndexOf("\n") + 1;
      if (end === 0) continue;
      const lines = repair(pending.slice(0, end), said);
      pending = pending.slice(end);
      if (!lines.ok) {
        log.warn({ reason: "invented_name" }, "reply replaced");
        return yield* say(instead, said !== "");
      }
      said += lines.text;
      yield { type: "delta", text: lines.text };
    }
  } catch (error) {
    log.warn({ reason: "llm_unavailable", error: causeOf(error) }, "reply replaced");
    return yield* say(instead, said !== "");
  }
  // Lines were right one by one; together they may still say what none of them said.
  const last = repair(pending, said);
  const isEmpty = `${said}${pending}`.trim() === "";
  if (isEmpty || !last.ok || !createReplyCheck(ground)(`${said}${last.text}`).ok) {
    log.warn({ reason: isEmpty ? "empty" : "invented_name" }, "reply replaced");
    return yield* say(instead, said !== "");
  }
  if (last.text !== "") yield { type: "delta", text: last.text };
  yield { type: "done", source: "llm" };
}

function* say({ text, source }: Instead, said: boolean): Iterable<ReplyPiece> {
  yield { type: said ? "replace" : "delta", text };
  yield { type: "done", source };
}

/** The kind of failure without the server's message, which may quote the prompt. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.name : typeof cause;
}
