import type { Listeners } from "../../client/listeners.ts";

export interface SignsOfLife {
  /** Watches until `release`; both may be called more often than the other side needs. */
  watch(): void;
  release(): void;
  /** Something else showed life: a request began, the route changed. */
  note(): void;
  /** `performance.now()` of the latest sign. */
  readonly latestAt: number;
}

/** Everything by which a page can answer a click. */
const EVENTS = ["scroll", "input", "change", "toggle", "copy", "fullscreenchange", "play", "pause", "submit"];
const CAPTURE_PHASE = { capture: true, passive: true };

/** Observing the whole document costs something: it is done only while a click waits for its answer. */
export function createSignsOfLife(listeners: Listeners): SignsOfLife {
  let latestAt = Number.NEGATIVE_INFINITY;
  let watchers = 0;
  let pressed: readonly EventTarget[] = [];
  const note = (): void => {
    latestAt = performance.now();
  };
  const observer = new MutationObserver((records) => {
    if (records.some(isOfThePage)) note();
  });
  for (const type of EVENTS) listeners.on(window, type, note, CAPTURE_PHASE);
  for (const type of ["blur", "focus", "popstate", "hashchange"]) listeners.on(window, type, onWindow);
  listeners.on(document, "visibilitychange", note);
  // A press alone puts the caret somewhere and the focus on what was pressed: that is no answer.
  listeners.on(document, "selectionchange", () => {
    if (getSelection()?.type === "Range") note();
  });
  listeners.on(
    window,
    "pointerdown",
    (event) => {
      pressed = event.composedPath();
    },
    CAPTURE_PHASE,
  );
  listeners.on(
    window,
    "focusin",
    (event) => {
      if (!pressed.includes(event.composedPath()[0] as EventTarget)) note();
    },
    CAPTURE_PHASE,
  );

  function onWindow({ target }: Event): void {
    if (target === window) note();
  }
  return {
    get latestAt() {
      return latestAt;
    },
    note,
    watch() {
      if (watchers++ > 0) return;
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    },
    release() {
      if (watchers === 0 || --watchers > 0) return;
      observer.disconnect();
    },
  };
}

/** Usher's own root comes and goes; that answers no click. */
function isOfThePage({ target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (target.nodeName === "USHER-ROOT") return false;
  const moved = [...addedNodes, ...removedNodes];
  return moved.length === 0 || moved.some(({ nodeName }) => nodeName !== "USHER-ROOT");
}
