import type { StreamEntry } from "../ports/stream-log.ts";

/** What an entry says of a session: how many actions it has now, or how many of them a summary stands for. */
export type EntryExtent =
  | { readonly type: "actions"; readonly actionCount: number }
  | { readonly type: "summary"; readonly covered: number; readonly text: string };

export function entryExtent({ type, data }: Pick<StreamEntry, "type" | "data">): EntryExtent {
  const payload = JSON.parse(data);
  if (type === "summary") return { type, covered: payload.replaces, text: payload.summary };
  return { type, actionCount: (payload.actions[0]?.index ?? 0) + payload.actions.length };
}
