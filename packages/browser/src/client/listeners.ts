import type { Guard } from "./guard.ts";

export interface Listeners {
  on<E extends Event>(
    target: EventTarget,
    type: string,
    listener: (event: E) => void,
    options?: AddEventListenerOptions,
  ): void;
  /** Removes every listener that was added. */
  stop(): void;
}

/** Guarded listeners that can all be taken away at once. */
export function createListeners(guard: Guard): Listeners {
  const stops: (() => void)[] = [];
  return {
    on(target, type, listener, options) {
      const guarded = (event: Event): void => {
        guard(() => listener(event as never));
      };
      target.addEventListener(type, guarded, options);
      stops.push(() => target.removeEventListener(type, guarded, options));
    },
    stop() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}
