import { tellHost } from "./tell-host.ts";
import type { Emit, UsherEventName, UsherListener } from "./usher-events.ts";

export interface Emitter {
  readonly emit: Emit;
  on<Name extends UsherEventName>(name: Name, listener: UsherListener<Name>): () => void;
  off<Name extends UsherEventName>(name: Name, listener: UsherListener<Name>): void;
  clear(): void;
}

/** Listeners of the host. One that throws is reported to the host's console; the others are still called. */
export function createEmitter(): Emitter {
  const listeners = new Map<UsherEventName, Set<UsherListener<never>>>();
  function off(name: UsherEventName, listener: UsherListener<never>): void {
    listeners.get(name)?.delete(listener);
  }
  return {
    emit(name, payload) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(payload as never);
        } catch (error) {
          tellHost(`a listener of "${name}" threw`, error);
        }
      }
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => off(name, listener);
    },
    off,
    clear: () => listeners.clear(),
  };
}
