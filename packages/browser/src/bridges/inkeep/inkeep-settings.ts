/**
 * The part of the widget's settings that Usher reads or adds to, for `@inkeep/cxkit-*` and `@inkeep/agents-ui` alike. A
 * host's own settings of whatever version fit.
 */
export interface InkeepSettings {
  readonly baseSettings?: {
    /** Of each event of the widget, e.g. `user_message_submitted`. */
    readonly onEvent?: (event: never) => void;
  };
  readonly aiChatSettings?: {
    readonly introMessage?: string;
    /** System messages of `@inkeep/cxkit-*`, sent with the first question of a conversation. */
    readonly prompts?: readonly string[];
    /** What `@inkeep/agents-ui` sends with every question. */
    readonly context?: object;
    readonly getTools?: (context: never) => readonly unknown[];
    readonly onInputMessageChange?: (message: string) => void;
    readonly chatFunctionsRef?: ((functions: never) => unknown) | { readonly current: unknown } | null;
  };
}

/** What the widget can be told to do. */
export interface InkeepFunctions {
  submitMessage(message?: string): void;
}
