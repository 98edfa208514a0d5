import type { ChatAdapter } from "./chat-adapter.ts";

/** What `Usher.init` takes. Only `key` and `host` are required. */
export interface UsherOptions {
  /** The product's publishable key, `pk_…`. A secret key is refused. */
  readonly key: string;
  /** Address of the Usher server, e.g. `https://usher.example.com`; a path prefix is kept. */
  readonly host: string;
  /** Default `auto`: follows the system. */
  readonly theme?: "auto" | "light" | "dark";
  /** How long an untouched nudge stays, milliseconds. Default 20,000. */
  readonly autoDismissMs?: number;
  /** Heading of the chat panel. Default `Help`. */
  readonly chatTitle?: string;
  /** A vendor's chat that opens in the place of Usher's own panel. */
  readonly chat?: ChatAdapter;
  /** Query parameters that may leave the page; all others are dropped. Default `tab`, `view`, `step`. */
  readonly allowQuery?: readonly string[];
  /** Send only labels written for Usher (`data-usher-label`), no text of the page. Default false. */
  readonly maskAllText?: boolean;
  /** Do nothing at all until `Usher.optIn()`. Default false. */
  readonly waitForConsent?: boolean;
  /** Run although the browser sends Global Privacy Control or Do Not Track. Default false. */
  readonly ignorePrivacySignals?: boolean;
}

export type UsherSettings = Required<Omit<UsherOptions, "waitForConsent" | "ignorePrivacySignals" | "chat">> & {
  readonly chat: ChatAdapter | undefined;
};

const AUTO_DISMISS_MS = 20_000;

/** Fills in the defaults. */
export function completeOptions(options: UsherOptions): UsherSettings {
  return {
    key: options.key,
    host: options.host.replace(/\/+$/, ""),
    theme: options.theme ?? "auto",
    autoDismissMs: options.autoDismissMs ?? AUTO_DISMISS_MS,
    chatTitle: options.chatTitle ?? "Help",
    chat: options.chat,
    allowQuery: options.allowQuery ?? ["tab", "view", "step"],
    maskAllText: options.maskAllText ?? false,
  };
}

/** What is wrong with the options, for the developer of the host, or nothing. */
export function findOptionProblem(options: UsherOptions): string | undefined {
  if (!options.key?.startsWith("pk_"))
    return "key must be a publishable key (pk_…); never put a secret key into a page";
  if (!/^https?:\/\//.test(options.host ?? "")) return "host must be the address of the Usher server, with http(s)://";
  return undefined;
}
