const OFF: ReadonlySet<string> = new Set(["0", "false", "no", "off"]);

/** Reads an on/off setting given as text, e.g. `RAG_PREFER_ZEP_LIVE_ACTIVITY`: on unless it clearly says off. */
export function isSwitchedOn(setting: string | undefined): boolean {
  return setting === undefined || !OFF.has(setting.trim().toLowerCase());
}
