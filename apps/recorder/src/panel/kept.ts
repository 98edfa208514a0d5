import { type Draft, emptyDraft } from "../draft/draft.ts";
import { extension } from "../extension-api.ts";
import type { Connection, Pairing } from "../server/server.ts";

/** A code that waits for approval. */
export interface Waiting extends Pairing {
  readonly host: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What outlives the panel, and nothing outlives the browser. */
export interface Kept {
  readonly connection: Connection | undefined;
  readonly waiting: Waiting | undefined;
  /** The server that was connected last; empty for none. */
  readonly host: string;
  readonly draft: Draft;
  /** What the last panel was doing with a tab when it was closed. */
  readonly interrupted: Followed | undefined;
}

/** The tab that a panel records, or shows a test on. */
export interface Followed {
  readonly tabId: number;
  readonly doing: "record" | "play";
}

/** Windows have panels of their own, and all of them one draft. */
const panelId = crypto.randomUUID();

export async function readKept(now: number): Promise<Kept> {
  const { connection } = await read<{ connection: Connection }>("connection");
  const { waiting } = await read<{ waiting: Waiting }>("waiting");
  const { host = "" } = await read<{ host: string }>("host");
  const { draft = emptyDraft } = await read<{ draft: Draft }>("draft");
  const { followed } = await read<{ followed: Followed }>("followed");
  const panels = await extension.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] });
  return {
    connection: connection !== undefined && connection.until > now ? connection : undefined,
    waiting: waiting !== undefined && waiting.until > now ? waiting : undefined,
    host,
    draft,
    // The panel of another window may be at it still.
    interrupted: panels.length > 1 ? undefined : followed,
  };
}

export async function keepDraft(draft: Draft): Promise<void> {
  await extension.storage.session.set({ draft, draftBy: panelId });
}

/** What panels of other windows make of the draft. */
export function watchDraft(onChange: (draft: Draft) => void): () => void {
  const { onChanged } = extension.storage.session;
  const listener = ({ draft }: Readonly<Record<string, { readonly newValue?: unknown }>>): void => {
    if (draft?.newValue === undefined) return;
    const changed = draft.newValue as Draft;
    void read<{ draftBy: string }>("draftBy").then(({ draftBy }) => {
      if (draftBy !== panelId) onChange(changed);
    });
  };
  onChanged.addListener(listener);
  return () => onChanged.removeListener(listener);
}

export async function keepConnection(connection: Connection | undefined): Promise<void> {
  if (connection === undefined) await extension.storage.session.remove("connection");
  else await extension.storage.session.set({ connection, host: connection.host });
}

export async function keepWaiting(waiting: Waiting | undefined): Promise<void> {
  if (waiting === undefined) await extension.storage.session.remove("waiting");
  else await extension.storage.session.set({ waiting });
}

/** A panel is closed without a word: what it leaves behind is known to the next one. */
export async function keepFollowed(followed: Followed | undefined): Promise<void> {
  if (followed === undefined) await extension.storage.session.remove("followed");
  else await extension.storage.session.set({ followed });
}

async function read<Values>(key: string & keyof Values): Promise<Partial<Values>> {
  return (await extension.storage.session.get(key)) as Partial<Values>;
}
