import type { TourOutcome, TourWire } from "@usher/core";
import type { MessageSender } from "./extension-api.ts";

/** How a control was used. What was typed or chosen is never part of it. */
export type UseKind = "press" | "fill" | "choose" | "tick";

/** A control that was used, as the page describes it. */
export interface Use {
  readonly kind: UseKind;
  /** Origin and path. */
  readonly url: string;
  readonly selectors: readonly string[];
  readonly role?: string;
  /** Accessible name; left out where it could be somebody's data: in rows, in masked places, for numbers. */
  readonly name?: string;
  /** What to call it in a sentence; `N` stands for numbers. */
  readonly spoken?: string;
  /** One of many equal ones, e.g. the checkbox of a row. */
  readonly repeated: boolean;
}

export type FromPage =
  | { readonly type: "used"; readonly use: Use }
  /** Somebody went into a frame of the page, where nothing is seen. */
  | { readonly type: "in-frame" }
  | { readonly type: "tour-step"; readonly index: number }
  | { readonly type: "tour-ended"; readonly outcome: TourOutcome; readonly index: number };

/** `run` names what was begun: a page that is told the same again goes on with it. */
export type ToPage =
  | { readonly type: "record"; readonly run: number }
  | { readonly type: "play"; readonly run: number; readonly tour: TourWire; readonly startAt: number }
  | { readonly type: "stop" };

const KINDS: readonly string[] = ["press", "fill", "choose", "tick"] satisfies readonly UseKind[];
const OUTCOMES: readonly string[] = ["completed", "dismissed", "lost"] satisfies readonly TourOutcome[];
const TEXT_MAX = 200;
const URL_MAX = 2_000;
const SELECTORS_MAX = 8;

/**
 * A message of our script in the tab that is recorded; undefined for whatever else arrives. The sender is what the browser
 * says, not what the message says: own extension, that tab, its top frame, and a page of the origin that the message names.
 */
export function readFromPage(
  message: unknown,
  sender: MessageSender,
  own: string,
  tabId: number,
): FromPage | undefined {
  if (sender.id !== own || sender.tab?.id !== tabId || sender.frameId !== 0 || !isRecord(message)) return undefined;
  if (message.type === "in-frame") return { type: "in-frame" };
  if (message.type === "tour-step") {
    return isIndex(message.index) ? { type: "tour-step", index: message.index } : undefined;
  }
  if (message.type === "tour-ended") {
    const { outcome, index } = message;
    if (!isIndex(index) || typeof outcome !== "string" || !OUTCOMES.includes(outcome)) return undefined;
    return { type: "tour-ended", outcome: outcome as TourOutcome, index };
  }
  if (message.type !== "used") return undefined;
  const use = readUse(message.use);
  return use === undefined || originOf(use.url) !== sender.origin ? undefined : { type: "used", use };
}

/** Whether a message in a page comes from the extension itself, and not from another page's script. */
export function isFromPanel(sender: MessageSender, own: string): boolean {
  return sender.id === own && sender.tab === undefined;
}

function readUse(use: unknown): Use | undefined {
  if (!isRecord(use)) return undefined;
  const { kind, url, selectors, role, name, spoken, repeated } = use;
  if (typeof kind !== "string" || !KINDS.includes(kind) || !isText(url, URL_MAX) || typeof repeated !== "boolean")
    return undefined;
  if (!Array.isArray(selectors) || selectors.length > SELECTORS_MAX) return undefined;
  if (!selectors.every((selector) => isText(selector, TEXT_MAX))) return undefined;
  if (![role, name, spoken].every((text) => text === undefined || isText(text, TEXT_MAX))) return undefined;
  if (selectors.length === 0 && name === undefined) return undefined;
  return {
    kind: kind as UseKind,
    url,
    selectors: selectors as readonly string[],
    repeated,
    ...(role === undefined ? {} : { role: role as string }),
    ...(name === undefined ? {} : { name: name as string }),
    ...(spoken === undefined ? {} : { spoken: spoken as string }),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, max: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= max;
}

function isIndex(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 100;
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
