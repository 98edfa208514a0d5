import { backgroundPrompt, backgroundTool } from "./background.ts";
import type { InkeepFunctions, InkeepSettings } from "./inkeep-settings.ts";
import { wordsOf } from "./words-of.ts";

/** What Usher adds to the widget's settings right now. */
export interface InkeepView {
  /** Another one: the widget is to be mounted anew, as nothing was said in it yet. */
  readonly key: number;
  /** What the chat opens with; undefined: what the host chose. */
  readonly opener: string | undefined;
  /** What the user was asked in the offer that opened the chat. */
  readonly question: string | undefined;
  /** What only the model is told; empty when nothing is known. */
  readonly context: string;
}

export interface InkeepHooks {
  /** @param said What the user wrote last, as far as it may answer an offer. */
  onEvent(name: string, said: string | undefined): void;
  onInput(message: string): void;
  onFunctions(key: number, functions: InkeepFunctions | null): void;
  /** What became known since the conversation began; empty when it knows all. */
  news(): string;
}

/** The host's settings with what Usher adds; what the host set itself stays in force. */
export function dressSettings<Own extends InkeepSettings>(own: Own, view: InkeepView, hooks: InkeepHooks): Own {
  const { baseSettings = {}, aiChatSettings = {} } = own;
  const { prompts = [], introMessage, context, chatFunctionsRef, getTools, onInputMessageChange } = aiChatSettings;
  const intro = view.opener ?? introMessage;
  const hidden = view.context === "" ? [] : [backgroundPrompt(view.context, view.question)];
  const dressed: InkeepSettings = {
    ...own,
    baseSettings: {
      ...baseSettings,
      onEvent(event: never) {
        hooks.onEvent(nameOf(event), wordsOf(event));
        baseSettings.onEvent?.(event);
      },
    },
    aiChatSettings: {
      ...aiChatSettings,
      ...(intro === undefined ? {} : { introMessage: intro }),
      prompts: [...prompts, ...hidden],
      ...(view.context === "" ? {} : { context: { ...context, usher: hidden[0] } }),
      onInputMessageChange(message) {
        hooks.onInput(message);
        onInputMessageChange?.(message);
      },
      getTools(about: never) {
        const news = hooks.news();
        return [...(getTools?.(about) ?? []), ...(news === "" ? [] : [backgroundTool(news)])];
      },
      chatFunctionsRef(functions: never) {
        hooks.onFunctions(view.key, functions);
        if (typeof chatFunctionsRef === "function") chatFunctionsRef(functions);
        else if (chatFunctionsRef) (chatFunctionsRef as { current: unknown }).current = functions;
      },
    },
  };
  return dressed as Own;
}

function nameOf(event: unknown): string {
  return String((event as { readonly eventName?: unknown } | undefined)?.eventName ?? "");
}
