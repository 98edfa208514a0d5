import { type Grounding, groundPrompt, inventedNames } from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { LanguageModel, Prompt } from "../ports/language-model.ts";

/** Pieces of a reply. `replace` takes back what was said before it. */
export type ReplyPiece =
  | { readonly type: "delta"; readonly text: string }
  | { readonly type: "replace"; readonly text: string }
  | { readonly type: "done"; readonly source: "llm" | "how_to" };

interface Options {
  readonly grounding: Grounding;
  readonly messages: Prompt["messages"];
  readonly model: LanguageModel | undefined;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * The answer: the model's words as long as they name only what exists, otherwise the how-to's own. Text reaches the
 * user line by line, each checked before it is shown, so an invented control is never on screen.
 */
export async function* groundedReply({ grounding, messages, model, log, signal }: Options): AsyncIterable<ReplyPiece> {
  if (model === undefined) return yield* howTo(grounding, false);
  const known = [
    grounding.howTo,
    grounding.question ?? "",
    ...grounding.actions.map((action) => action.label),
    ...messages.filter(({ role }) => role === "user").map(({ content }) => content),
  ];
  let said = false;
  let pending = "";
  try {
    for await (const text of model.stream({ system: groundPrompt(grounding), messages }, signal)) {
      pending += text;
      const end = pending.lastIndexOf("\n") + 1;
      if (end === 0) continue;
      const lines = pending.slice(0, end);
      pending = pending.slice(end);
      if (inventedNames(lines, known).length > 0) {
        log.warn({ reason: "invented_name" }, "reply replaced");
        return yield* howTo(grounding, said);
      }
      said = true;
      yield { type: "delta", text: lines };
    }
  } catch (error) {
    log.warn({ reason: "llm_unavailable", error: causeOf(error) }, "reply replaced");
    return yield* howTo(grounding, said);
  }
  if (inventedNames(pending, known).length > 0 || (!said && pending.trim() === "")) {
    log.warn({ reason: pending.trim() === "" ? "empty" : "invented_name" }, "reply replaced");
    return yield* howTo(grounding, said);
  }
  if (pending !== "") yield { type: "delta", text: pending };
  yield { type: "done", source: "llm" };
}

function* howTo({ howTo: text }: Grounding, said: boolean): Iterable<ReplyPiece> {
  yield { type: said ? "replace" : "delta", text };
  yield { type: "done", source: "how_to" };
}

/** The kind of failure without the server's message, which may quote the prompt. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.name : typeof cause;
}
