import type { RawElement } from "@usher/core";

/** Attributes in which tables and lists keep what identifies a row. */
const KEYS = ["data-row-key", "data-row-id", "data-rowid", "data-key", "data-id", "id"];
const ROW = "tr,li,[role=row],[role=listitem],[role=article],[data-row-key],[data-row-id]";
/** A calendar's page is no calendar: only what is close counts. */
const NEAR = 6;

const PARTS: readonly (readonly [string, string])[] = [
  ["canvas", "canvas"],
  ["editor", "[contenteditable]:not([contenteditable=false]),.monaco-editor,.cm-editor"],
  ["calendar", "[class*=calendar i],[class*=datepicker i],[class*=date-picker i]"],
  ["pager", "[class*=pagina i],[aria-label*=pagina i],[class*=carousel i]"],
  ["stepper", "[class*=stepper i],[class*=spinner i],[class*=input-number i]"],
];

/** Where an element is: of which record, and in what. */
export function describePlace(path: readonly Element[]): Pick<RawElement, "entity" | "within"> {
  const entity = entityOf(path);
  const within = partOf(path);
  return { ...(entity === undefined ? {} : { entity }), ...(within === undefined ? {} : { within }) };
}

/**
 * Which record the innermost element belongs to. A row's own key is hashed: whether two are the same must be known,
 * what they are need not leave the page.
 */
function entityOf(path: readonly Element[]): string | undefined {
  const named = path.find((each) => each.hasAttribute("data-usher-entity"))?.getAttribute("data-usher-entity");
  if (named) return named.slice(0, 120);
  const row = path.find((each) => each.matches(ROW));
  const key = KEYS.map((name) => row?.getAttribute(name)).find(Boolean);
  return key ? `row-${hash(key)}` : undefined;
}

/** What it is part of, when that makes quick clicks normal. */
function partOf(path: readonly Element[]): string | undefined {
  const near = path.slice(0, NEAR);
  return PARTS.find(([, selector]) => near.some((each) => each.matches(selector)))?.[0];
}

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
