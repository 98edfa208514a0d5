import { useCallback, useState } from "react";
import { toggle, toggleAll } from "./selection.ts";

const nothing: ReadonlySet<string> = new Set();

export interface BulkEdit {
  readonly active: boolean;
  readonly selected: ReadonlySet<string>;
  readonly enter: () => void;
  /** Leaves bulk edit and forgets the ticks. */
  readonly exit: () => void;
  readonly clear: () => void;
  readonly toggle: (id: string) => void;
  readonly toggleAll: (visibleIds: readonly string[]) => void;
}

export function useBulkEdit(): BulkEdit {
  const [active, setActive] = useState(false);
  const [selected, setSelected] = useState(nothing);
  const exit = useCallback(() => {
    setActive(false);
    setSelected(nothing);
  }, []);
  return {
    active,
    selected,
    enter: useCallback(() => setActive(true), []),
    exit,
    clear: useCallback(() => setSelected(nothing), []),
    toggle: useCallback((id: string) => setSelected((current) => toggle(current, id)), []),
    toggleAll: useCallback((ids: readonly string[]) => setSelected((current) => toggleAll(current, ids)), []),
  };
}
