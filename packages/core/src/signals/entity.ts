import type { Action } from "../actions/action.ts";

/** "Edit Apollo", "Rename invoice 12": the verb opens, the rest names what is opened. */
const OPENING =
  /^(?:edit|open|change|update|rename|view|manage|configure|assign|move|actions for|options for)\s+(.+)$/i;

/**
 * Which record an action was about, e.g. which row's dialog was saved. In order: what the page says of the control
 * (`entity`), or of a custom event (`properties.entity`); what was opened before it and since `since`, in the same tab;
 * the record in the page's address. Undefined when nothing tells.
 *
 * @param index Position of the action in `actions`.
 * @param since Position before which an opening belongs to an earlier action.
 */
export function entityOf(actions: readonly Action[], index: number, since: number): string | undefined {
  const action = actions[index];
  if (action === undefined) return undefined;
  const own = ownEntity(action);
  if (own !== undefined) return own;
  for (let before = index - 1; before >= since; before--) {
    const earlier = actions[before] as Action;
    if (earlier.tabId !== action.tabId || earlier.type !== "click") continue;
    const opened = ownEntity(earlier) ?? openedBy(earlier);
    if (opened !== undefined) return opened;
  }
  return action.canonicalUrl.includes(":id") ? withoutQuery(action.url) : undefined;
}

function ownEntity({ target, properties }: Action): string | undefined {
  if (target?.entity !== undefined && target.entity !== "") return target.entity;
  const entity = properties?.entity;
  return typeof entity === "string" || typeof entity === "number" ? String(entity) : undefined;
}

function openedBy({ label }: Action): string | undefined {
  return OPENING.exec(label)?.[1]?.trim().toLowerCase();
}

function withoutQuery(url: string): string {
  return url.split("?")[0] ?? url;
}
