/**
 * Calls `onChange` when the page may have changed: DOM, route, window size. Many changes within one frame are one
 * call. Nothing is polled. `signal` ends it.
 */
export function watchPage(onChange: () => void, signal: AbortSignal): void {
  let scheduled = false;
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      if (!signal.aborted) onChange();
    });
  };
  const observer = new MutationObserver(schedule);
  observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  // Visibility that changes by style alone shows in no mutation, only in the end of its transition.
  const signals = ["popstate", "hashchange", "resize", "transitionend", "animationend"] as const;
  for (const name of signals) window.addEventListener(name, schedule, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}
