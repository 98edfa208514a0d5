/** What an action was for. `unknown` whenever nothing says so: a wrong intent is worse than none. */
export type IntentName =
  | "navigate"
  | "open"
  | "create"
  | "edit"
  | "fill"
  | "save"
  | "delete"
  | "search"
  | "filter"
  | "sort"
  | "export"
  | "import"
  | "connect"
  | "configure"
  | "invite"
  | "share"
  | "copy"
  | "publish"
  | "authenticate"
  | "pay"
  | "help"
  | "confirm"
  | "cancel"
  | "undo"
  | "retry"
  | "select"
  | "submit"
  | "unknown";

/** An intent with what it rests on. */
export interface Intent {
  readonly intent: IntentName;
  /** From 0 (nothing is known) to 1 (the action itself is the intent). One of the steps of `CONFIDENCE`, or 0. */
  readonly confidence: number;
  /** e.g. `label begins with "export"`; empty when the intent is unknown. */
  readonly reason: string;
}

/** How much each kind of evidence counts. */
export const CONFIDENCE = {
  /** The action is the intent: a page view, typing into a field. */
  fact: 1,
  /** The control's name begins with the word, or the words stand together ("log in"). */
  said: 0.9,
  /** What kind of control it is. */
  kind: 0.7,
  /** The word is somewhere in the control's name, in its id, or in the page's address. */
  mentioned: 0.6,
} as const;

export const UNKNOWN_INTENT: Intent = { intent: "unknown", confidence: 0, reason: "" };
