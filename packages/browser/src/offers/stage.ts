import type { Surfaces } from "../surfaces.ts";

/** Where surfaces appear: loads their code and the shadow root they share. */
export interface Stage {
  /** Loads a surface, and how to make the root it goes into: nothing is on the page before `root` is called. */
  load<Name extends "nudge" | "tour" | "chat">(
    name: Name,
  ): Promise<Awaited<ReturnType<Surfaces[Name]>> & { root(): ShadowRoot }>;
  /** Takes everything off the page. */
  clear(): void;
}

export function createStage(surfaces: Surfaces, theme: "auto" | "light" | "dark"): Stage {
  let remove: (() => void) | undefined;
  return {
    async load(name) {
      const [surface, { ensureRoot, removeRoot }] = await Promise.all([surfaces[name](), surfaces.root()]);
      function root(): ShadowRoot {
        remove = removeRoot;
        return ensureRoot({ theme });
      }
      return { ...surface, root } as never;
    },
    clear() {
      remove?.();
      remove = undefined;
    },
  };
}
