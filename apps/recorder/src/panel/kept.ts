import { type Draft, emptyDraft } from "../draft/draft.ts";
import { extension } from "../extension-api.ts";
import type { Connection } from "../server/server.ts";

/** What outlives the panel, and nothing outlives the browser. */
export interface Kept {
  readonly connection: Connection | undefined;
  readonly draft: Draft;
}

export async function readKept(now: number): Promise<Kept> {
  const { session } = extension.storage;
  const { connection } = (await session.get("connection")) as { readonly connection?: Connection };
  const { draft = emptyDraft } = (await session.get("draft")) as { readonly draft?: Draft };
  return { connection: connection !== undefined && connection.until > now ? connection : undefined, draft };
}

export async function keepDraft(draft: Draft): Promise<void> {
  await extension.storage.session.set({ draft });
}

export async function keepConnection(connection: Connection | undefined): Promise<void> {
  if (connection === undefined) await extension.storage.session.remove("connection");
  else await extension.storage.session.set({ connection });
}
