/** Less than this, in pixels, is rounding. */
const MOVED_PX = 1;

/**
 * Calls `onMove` when the target moved or when it or the card changed size: by scrolling, by the window, or because
 * something pushed it. Nothing is polled. `signal` ends it.
 */
export function watchPlace(target: Element, card: Element, onMove: () => void, signal: AbortSignal): void {
  for (const view of [window, visualViewport]) {
    for (const name of ["scroll", "resize", "transitionend", "animationend"])
      view?.addEventListener(name, onMove, { capture: true, passive: true, signal });
  }
  const sizes = new ResizeObserver(onMove);
  sizes.observe(target);
  sizes.observe(card);

  /*
   * Scripts and transitions move things without an event. An intersection observer whose root is cut down to the place
   * the target is in now says when less of the target is in it than `share`.
   */
  let observer: IntersectionObserver | undefined;
  function guardPlace(share: number): void {
    observer?.disconnect();
    const { left, top, right, bottom } = target.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const margins = [-top, right - clientWidth, bottom - clientHeight, -left];
    let first = true;
    observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        const { boundingClientRect: now, intersectionRatio: ratio } = entry;
        if (!first || Math.hypot(now.left - left, now.top - top) > MOVED_PX) {
          onMove();
          guardPlace(1);
        } else if (ratio > 0 && ratio < share) {
          // A scroll container hides a part of it.
          guardPlace(ratio);
        }
        first = false;
      },
      { root: document, rootMargin: margins.map((px) => `${Math.ceil(px)}px`).join(" "), threshold: share },
    );
    observer.observe(target);
  }

  guardPlace(1);
  signal.addEventListener("abort", () => {
    sizes.disconnect();
    observer?.disconnect();
  });
}
