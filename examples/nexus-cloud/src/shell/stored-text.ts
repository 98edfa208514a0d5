export type StorageKind = "sessionStorage" | "localStorage";

/** Stored text, or undefined when there is none or the browser refuses storage to this page. */
export function readStored(kind: StorageKind, key: string): string | undefined {
  try {
    return window[kind].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores text; a browser that refuses only makes the app forgetful. */
export function writeStored(kind: StorageKind, key: string, text: string): void {
  try {
    window[kind].setItem(key, text);
  } catch {
    // Private windows and full quotas land here: the app works on from memory.
  }
}
