/** One element of the path from the place of an event outwards, in whichever form it was sent. */
export interface PageElement {
  /** Lower case. */
  readonly tag: string;
  /** Text inside it, as the sender cut it. */
  readonly text: string;
  readonly classes: readonly string[];
  /** Attributes of the element by their own names, e.g. `aria-label`. */
  readonly attributes: ReadonlyMap<string, string>;
}
