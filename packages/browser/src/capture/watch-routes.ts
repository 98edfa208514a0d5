import type { Listeners } from "../client/listeners.ts";

/**
 * Calls back once per change of the address without a page load, whatever caused it.
 * With the Navigation API the host's History is left alone; elsewhere its two writers are wrapped.
 * Returns what unwraps them; the listeners are the caller's to stop.
 */
export function watchRoutes(listeners: Listeners, onChange: () => void): () => void {
  let last = location.href;
  function check(): void {
    if (location.href === last) return;
    last = location.href;
    onChange();
  }
  listeners.on(window, "popstate", check);
  listeners.on(window, "hashchange", check);
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation === undefined) return wrapHistory(check);
  listeners.on(navigation, "currententrychange", check);
  return () => {};
}

function wrapHistory(afterwards: () => void): () => void {
  const undo = (["pushState", "replaceState"] as const).map((name) => {
    const original = history[name];
    const own = Object.hasOwn(history, name);
    let active = true;
    const wrapper: History["pushState"] = function (this: History, ...args): void {
      original.apply(this, args);
      if (active) afterwards();
    };
    history[name] = wrapper;
    return () => {
      active = false;
      // Somebody may have wrapped the wrapper: it then stays, and only passes calls on.
      if (history[name] !== wrapper) return;
      if (own) history[name] = original;
      else Reflect.deleteProperty(history, name);
    };
  });
  return () => {
    for (const each of undo) each();
  };
}
