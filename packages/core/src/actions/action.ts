import type { EpochMs } from "../ids.ts";
import type { RawEventType, RawPropertyValue } from "../wire/raw-event.ts";

/** What a user did, normalised and labelled: the only form in which the rest of Usher sees it. */
export interface Action {
  /** Id of the raw event it came from; unique within the product. */
  readonly id: string;
  readonly type: RawEventType;
  /** Human label, e.g. `Clicked Save changes`, `Viewed Projects`. */
  readonly title: string;
  /** The control's own name (`Save changes`), or the custom event's name; empty when there is none. */
  readonly label: string;
  /** Full address without anything the page was told to leave out. */
  readonly url: string;
  /** Address with identifying path segments replaced by `:id`, without query. */
  readonly canonicalUrl: string;
  /** When the user did it, corrected for the client's clock. Windows and order use this. */
  readonly at: EpochMs;
  /** When the server received it. Idle and dwell use this. */
  readonly receivedAt: EpochMs;
  readonly tabId?: string;
  /** Stable handles of the control, when it has any: DOM id, field name, test id, anchor. */
  readonly target?: ActionTarget;
  readonly properties?: Readonly<Record<string, RawPropertyValue>>;
}

export interface ActionTarget {
  readonly id?: string;
  readonly role?: string;
  readonly name?: string;
  readonly testId?: string;
  readonly anchor?: string;
  /** Which record the control belongs to; only ever compared. */
  readonly entity?: string;
  /** What the control is part of, when that makes quick clicks normal (`pager`, `calendar`, …). */
  readonly within?: string;
}

/** Event time first; ties by id, so that any order of arrival gives the same order. */
export function compareActions(left: Action, right: Action): number {
  if (left.at !== right.at) return left.at - right.at;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
