/** JSON values under names that start with `usher:<key>`. */
export interface PageStorage {
  /** False when the browser refuses storage (private windows, blocked cookies): values then live as long as the page. */
  readonly kept: boolean;
  read<Value>(name: string): Value | undefined;
  write(name: string, value: unknown): void;
  remove(name: string): void;
}

/** Opens local or session storage; a refusal, now or at any later write, only makes the memory shorter. */
export function openPageStorage(kind: "localStorage" | "sessionStorage", key: string): PageStorage {
  const prefix = `usher:${key}`;
  const memory = new Map<string, string>();
  const storage = usableStorage(kind, `${prefix}:probe`);
  return {
    kept: storage !== undefined,
    read(name) {
      try {
        const text = memory.get(name) ?? storage?.getItem(prefix + name);
        return text == null ? undefined : JSON.parse(text);
      } catch {
        return undefined;
      }
    },
    write(name, value) {
      const text = JSON.stringify(value);
      try {
        if (storage === undefined) memory.set(name, text);
        else storage.setItem(prefix + name, text);
      } catch {
        memory.set(name, text);
      }
    },
    remove(name) {
      memory.delete(name);
      try {
        storage?.removeItem(prefix + name);
      } catch {
        // Refused: there is nothing to remove then.
      }
    },
  };
}

function usableStorage(kind: "localStorage" | "sessionStorage", probe: string): Storage | undefined {
  try {
    const storage = window[kind];
    storage.setItem(probe, "1");
    storage.removeItem(probe);
    return storage;
  } catch {
    return undefined;
  }
}
