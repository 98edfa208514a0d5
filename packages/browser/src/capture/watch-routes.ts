/**
 * Calls back once per change of the address without a page load, whatever caused it.
 * With the Navigation API the host's History is left alone; elsewhere its two writers are wrapped.
 */
export function watchRoutes(onChange: () => void): () => void {
  let last = location.href;
  function check(): void {
    if (location.href === last) return;
    last = location.href;
    onChange();
  }
  const navigation = (window as { navigation?: EventTarget }).navigation;
  const unwrap = navigation === undefined ? wrapHistory(check) : undefined;
  navigation?.addEventListener("currententrychange", check);
  window.addEventListener("popstate", check);
  window.addEventListener("hashchange", check);
  return () => {
    unwrap?.();
    navigation?.removeEventListener("currententrychange", check);
    window.removeEventListener("popstate", check);
    window.removeEventListener("hashchange", check);
  };
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
