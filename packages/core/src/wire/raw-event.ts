/**
 * What a page reports happened, before anything is interpreted. Field names are those of the wire.
 * Values typed into inputs, page text outside controls and query strings never appear here: the page
 * SDK leaves them out, and the server checks again.
 */
export interface RawEvent {
  /** Made in the page when the event happens (not when it is sent), so a retry is recognised. */
  readonly id: string;
  readonly type: RawEventType;
  /** When it happened, in any form a client may send: epoch seconds or milliseconds (number or string), ISO-8601. */
  readonly at?: number | string | null;
  /** Full address of the page on which it happened. */
  readonly url?: string;
  /** The document's title. */
  readonly title?: string;
  readonly tab_id?: string;
  /** For `custom`: the name given to `track`. */
  readonly name?: string;
  readonly properties?: Readonly<Record<string, RawPropertyValue>>;
  readonly element?: RawElement;
}

export type RawPropertyValue = string | number | boolean | null;

export type RawEventType =
  | "page_view"
  | "page_leave"
  | "click"
  | "submit"
  | "change"
  | "visibility"
  | "error"
  | "custom";

/** The control an event happened on: the nearest interactive ancestor, never the icon inside it. */
export interface RawElement {
  /** Lower-case tag name, e.g. `button`. */
  readonly tag?: string;
  /** ARIA role, explicit or implied by the tag. */
  readonly role?: string;
  /** Accessible name as the user reads it, at most 120 characters. */
  readonly label?: string;
  readonly id?: string;
  /** `name` of a form field, or of the form for `submit`. */
  readonly name?: string;
  readonly test_id?: string;
  /** `data-usher-anchor` of the element or an ancestor. */
  readonly anchor?: string;
}
