import { newId } from "../client/new-id.ts";
import type { PageStorage } from "../client/page-storage.ts";

const NAME = ":tab";

export interface TabIdentity {
  /** Survives reloads and navigations of this tab. */
  readonly id: string;
  /** The tab is new, or a copy of one that is still open: what it finds in session storage is not its own. */
  readonly isNew: boolean;
  /** To be called when the page goes away, and again (with true) when it comes back from the back/forward cache. */
  markOpen(open: boolean): void;
}

/**
 * Duplicating a tab copies its session storage. A tab that closes its page says so; one that finds
 * itself still open is therefore a copy.
 */
export function openTabIdentity(storage: PageStorage): TabIdentity {
  const stored = storage.read<{ id: string; open: boolean }>(NAME);
  const isNew = stored === undefined || stored.open;
  const id = isNew ? newId() : stored.id;
  storage.write(NAME, { id, open: true });
  return { id, isNew, markOpen: (open) => storage.write(NAME, { id, open }) };
}
