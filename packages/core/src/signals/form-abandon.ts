import type { Action } from "../actions/action.ts";
import { type EpochMs, SECOND_MS } from "../ids.ts";
import { activeTime, reachedAt } from "./active-time.ts";
import { isDeed } from "./deeds.ts";
import { actionsOfTab } from "./recent-actions.ts";
import type { SignalReading } from "./signal-reading.ts";
import { targetKey } from "./target-key.ts";

export interface FormAbandonParams {
  /** Fields of one form the user edited. */
  readonly minFields: number;
  /** Time in front of the form without doing anything that counts as giving up; a hidden tab does not count. */
  readonly idleS: number;
  /** How long after leaving it stays worth an offer. */
  readonly freshS: number;
}

/** Buttons that finish a form without a `submit` event, as many single-page forms do. */
const FINISHING =
  /\b(?:save|submit|apply|create|send|update|done|confirm|ok|add|next|continue|finish|sign in|log in|sign up|search|delete|remove)\b/i;
/** Filters and search boxes are edited and left all the time. */
const TRANSIENT = new Set(["searchbox", "slider", "switch"]);

interface OpenForm {
  readonly fields: Set<string>;
  readonly canonicalUrl: string;
}

/** How many edited fields of one form were left behind, by going away or by doing nothing. */
export function measureFormAbandon(actions: readonly Action[], now: EpochMs, params: FormAbandonParams): SignalReading {
  const tab = actionsOfTab(actions);
  const open = new Map<string, OpenForm>();
  let leftFields = 0;
  let leftAt = Number.NEGATIVE_INFINITY;
  const leave = (key: string, at: EpochMs): void => {
    const form = open.get(key);
    open.delete(key);
    if (form === undefined || form.fields.size < params.minFields) return;
    leftFields = Math.max(form.fields.size, at === leftAt ? leftFields : 0);
    leftAt = at;
  };
  for (const action of tab) {
    const key = formKey(action);
    if (action.type === "change" && isEdit(action)) edit(open, key, action);
    else if (action.type === "submit" || (action.type === "click" && FINISHING.test(action.label))) finish(open);
    else if (action.type === "form_close") {
      if (action.properties?.submitted === true) open.delete(key);
      else leave(key, action.at);
    } else if (action.type === "page_view") {
      for (const [each, form] of [...open]) if (form.canonicalUrl !== action.canonicalUrl) leave(each, action.at);
    }
  }
  if (leftFields >= params.minFields && now - leftAt <= params.freshS * SECOND_MS) {
    return { met: true, value: leftFields, threshold: params.minFields };
  }
  return idleReading(tab, open, now, params);
}

function idleReading(
  tab: readonly Action[],
  open: ReadonlyMap<string, OpenForm>,
  now: EpochMs,
  { minFields, idleS }: FormAbandonParams,
): SignalReading {
  const forms = Array.from(open.values(), ({ fields }) => fields.size);
  const value = Math.max(0, ...forms);
  if (value < minFields) return { met: false, value, threshold: minFields };
  const lastDeedAt = tab.findLast(isAlive)?.at ?? now;
  const time = activeTime(tab, lastDeedAt, now, { awayCounts: true });
  const recheckAt = reachedAt(time, idleS * SECOND_MS, now);
  const met = time.ms >= idleS * SECOND_MS;
  return { met, value, threshold: minFields, ...(recheckAt === undefined ? {} : { recheckAt }) };
}

/** Typing a long text is no single deed until the field is left; the page says that it goes on. */
function isAlive(action: Action): boolean {
  return isDeed(action) || (action.type === "input_activity" && action.properties?.state !== "away");
}

function isEdit({ properties, target }: Action): boolean {
  return properties?.edited !== false && !TRANSIENT.has(target?.role ?? "");
}

function edit(open: Map<string, OpenForm>, key: string, action: Action): void {
  const form = open.get(key) ?? { fields: new Set<string>(), canonicalUrl: action.canonicalUrl };
  form.fields.add(targetKey(action));
  open.set(key, form);
}

/** A page may send one form by a button of another element: whatever was open counts as sent. */
function finish(open: Map<string, OpenForm>): void {
  open.clear();
}

function formKey({ properties, canonicalUrl }: Action): string {
  return `${typeof properties?.form === "string" ? properties.form : ""}|${canonicalUrl}`;
}
