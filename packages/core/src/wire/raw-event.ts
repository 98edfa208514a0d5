/**
 * What a page reports happened, before anything is interpreted. Field names are those of the wire.
 * Values typed into inputs, page text outside controls and query strings never appear here: the page
 * SDK leaves them out, and the server checks again.
 */
export interface RawEvent {
  /** Made in the page when the event happens (not when it is sent), so a retry is recognised. */
  readonly id: string;
  readonly type: RawEventType;
  /**
   * When it happened, from 2000 up to 2100, in any form a client may send: epoch seconds, milliseconds, microseconds or
   * nanoseconds (number or string), ISO-8601. Left out: when it is received.
   */
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

/**
 * What happened. `properties` by type — never a value anybody typed:
 * - `click`: `x`, `y` (px in the viewport), and `void: true` when it selected text, ended a drag or had scrolled: such
 *   a click never counts towards rage.
 * - `dead_click`: nothing on the page answered the `click` whose id is `click_id`.
 * - `change`: a field was edited (`edited: true`) or refused (`edited: false, invalid: true`); `invalid` says whether its
 *   content is refused, `cleared` how often it was emptied and typed again, `form` what the field belongs to.
 * - `form_close`: a form with `edited` edited fields went away; `submitted` says whether it was sent before.
 * - `error`: `kind` is `error`, `rejection` or `http`; `error` its name, `status` the HTTP status; `started_by` the id
 *   of the click it follows from, when the page knows.
 * - `visibility`: `state` is `visible` or `hidden`.
 * - `input_activity`: `state` is `typing` or `dragging` (both repeated every 2 s), `idle` (either has stopped), `active`
 *   (typing goes on, every 20 s), `away` (no input for 30 s) or `back`.
 */
export type RawEventType =
  | "page_view"
  | "page_leave"
  | "click"
  | "submit"
  | "change"
  | "visibility"
  | "error"
  | "custom"
  | "dead_click"
  | "form_close"
  | "input_activity";

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
  /**
   * Which record the element belongs to, e.g. of a table's row: `data-usher-entity` of the element or an ancestor, else
   * a key made of what identifies the row. Only ever compared.
   */
  readonly entity?: string;
  /** What the element is part of, when that makes quick clicks normal: `pager`, `calendar`, `stepper`, `editor`, `canvas`. */
  readonly within?: string;
}
