import type { Action } from "../actions/action.ts";
import { CONFIDENCE, type Intent, type IntentName, UNKNOWN_INTENT } from "./intent.ts";
import { type FoundWord, findIntentInName, findIntentWord } from "./intent-words.ts";

type Judged = Pick<Action, "type" | "label" | "canonicalUrl" | "target" | "properties">;

const { fact, said, kind, mentioned } = CONFIDENCE;

/** What using a control means when its name says nothing. */
const CLICKED: ReadonlyMap<string, IntentName> = new Map([
  ["tab", "navigate"],
  ["link", "navigate"],
  ["checkbox", "select"],
  ["radio", "select"],
  ["option", "select"],
  ["switch", "select"],
  ["menuitemcheckbox", "select"],
  ["menuitemradio", "select"],
  ["searchbox", "search"],
]);

const CHANGED: ReadonlyMap<string, IntentName> = new Map([
  ["checkbox", "select"],
  ["radio", "select"],
  ["switch", "select"],
  ["combobox", "select"],
  ["listbox", "select"],
  ["searchbox", "search"],
]);

/** Only these are read from the end of an address: `/projects/new`, `/projects/:id/edit`, `/login`. */
const ROUTES: ReadonlySet<IntentName> = new Set([
  "create",
  "edit",
  "search",
  "export",
  "import",
  "connect",
  "configure",
  "invite",
  "authenticate",
  "pay",
  "help",
]);

/**
 * What an action was for: read from the control's name, else from its id, else from what kind of control or page it is.
 * A table, not a model: the same action always gives the same answer, and `unknown` when nothing tells.
 */
export function inferIntent(action: Judged): Intent {
  switch (action.type) {
    case "page_view":
      return fromRoute(action.canonicalUrl);
    case "click":
    case "dead_click":
      return fromWords(action) ?? fromKind(CLICKED, action) ?? UNKNOWN_INTENT;
    case "submit":
      return fromWords(action) ?? { intent: "submit", confidence: kind, reason: "a form was sent" };
    case "change":
      return fromField(action);
    case "custom":
      return fromName(action.label);
    case "page_leave":
    case "visibility":
    case "error":
    case "form_close":
    case "input_activity":
      return UNKNOWN_INTENT;
  }
}

function fromRoute(url: string): Intent {
  const last = url.slice(url.lastIndexOf("/") + 1);
  const found = findIntentInName(last);
  if (found?.isFirst && ROUTES.has(found.intent))
    return { intent: found.intent, confidence: mentioned, reason: `address ends in "${found.word}"` };
  return { intent: "navigate", confidence: fact, reason: "a page was viewed" };
}

function fromWords({ label, target }: Judged): Intent | undefined {
  const found = findIntentWord(label);
  if (found !== undefined) return spoken(found);
  if (target === undefined) return undefined;
  for (const handle of [target.testId, target.id, target.name, target.anchor]) {
    const inHandle = handle === undefined ? undefined : findIntentInName(handle);
    if (inHandle !== undefined)
      return { intent: inHandle.intent, confidence: mentioned, reason: `handle has "${inHandle.word}"` };
  }
  return undefined;
}

function spoken({ intent, word, isFirst }: FoundWord): Intent {
  return isFirst
    ? { intent, confidence: said, reason: `label begins with "${word}"` }
    : { intent, confidence: mentioned, reason: `label has "${word}"` };
}

function fromKind(table: ReadonlyMap<string, IntentName>, { target }: Judged): Intent | undefined {
  const intent = table.get(target?.role ?? "");
  return intent === undefined ? undefined : { intent, confidence: kind, reason: `a ${target?.role} was used` };
}

/** A field's name says what it holds, not what is done with it; only searching and filtering are the doing itself. */
function fromField(action: Judged): Intent {
  const found = findIntentWord(action.label);
  if (found?.intent === "search" || found?.intent === "filter" || found?.intent === "sort") return spoken(found);
  return fromKind(CHANGED, action) ?? { intent: "fill", confidence: fact, reason: "a field was filled in" };
}

function fromName(name: string): Intent {
  const found = findIntentInName(name);
  return found === undefined
    ? UNKNOWN_INTENT
    : { intent: found.intent, confidence: mentioned, reason: `event name has "${found.word}"` };
}
