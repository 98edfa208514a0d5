/**
 * Calls `onChange` when the page may have changed: DOM, route, window size. Many changes within one frame are one
 * call. Nothing is polled.
 */
export function watchPage(onChange: () => void): () => void {
  let frame: number | undefined;
  const schedule = (): void => {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      onChange();
    });
  };
  const observer = new MutationObserver(schedule);
  observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  // Visibility that changes by style alone shows in no mutation, only in the end of its transition.
  const signals = ["popstate", "hashchange", "resize", "transitionend", "animationend"] as const;
  for (const name of signals) window.addEventListener(name, schedule);
  return () => {
    observer.disconnect();
    for (const name of signals) window.removeEventListener(name, schedule);
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
