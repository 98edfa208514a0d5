import type { Guard } from "../client/guard.ts";
import type { Listeners } from "../client/listeners.ts";
import type { EventDraft } from "./start-capture.ts";

/** Repeated this often while hands are busy; the server forgets after 3 s. */
const REPEAT_MS = 2_000;
/** Without a key for this long, typing has paused. */
const PAUSE_MS = 1_500;
/** Typing goes on: told rarely, because it stays in the session's memory. */
const ACTIVE_MS = 20_000;
const AWAY_MS = 30_000;
/** A key that writes or deletes; `Process` is one inside an input method. */
const TYPED = /^(.?|Backspace|Delete|Process)$/s;
const DRAG_PX = 10;
const EDITABLE = "input,textarea,[contenteditable]:not([contenteditable=false])";
const NOT_TYPED =
  "input:is([type=checkbox],[type=radio],[type=button],[type=submit],[type=reset],[type=range],[type=file])";
const CAPTURE_PHASE = { capture: true, passive: true };
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchmove"];

interface InputActivityOptions {
  readonly guard: Guard;
  readonly listeners: Listeners;
  record(draft: EventDraft): void;
  /** The elements from the innermost outwards; nothing where nothing may be captured. */
  pathOf(event: Event): readonly Element[];
}

/** Says whether the user's hands are busy, and whether anybody is there; never with what. */
export function watchInputActivity({ listeners, guard, record, pathOf }: InputActivityOptions): () => void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let awayTimer: ReturnType<typeof setTimeout> | undefined;
  let isAway = false;
  let lastSignAt = performance.now();
  let toldAt = Number.NEGATIVE_INFINITY;
  let activeAt = Number.NEGATIVE_INFINITY;
  let busy = false;
  let press: { readonly x: number; readonly y: number } | undefined;

  function tell(state: string, tag?: string): void {
    record({ type: "input_activity", properties: { state }, ...(tag === undefined ? {} : { element: { tag } }) });
  }

  function hands(state: "typing" | "dragging", tag: string): void {
    const now = performance.now();
    if (!busy || now - toldAt >= REPEAT_MS) {
      toldAt = now;
      busy = true;
      tell(state, tag);
    }
    if (state === "typing" && now - activeAt >= ACTIVE_MS) {
      if (now - activeAt < ACTIVE_MS * 2) tell("active");
      activeAt = now;
    }
    clearTimeout(pause);
    pause = setTimeout(() => guard(rest), PAUSE_MS);
  }

  function rest(): void {
    clearTimeout(pause);
    if (!busy) return;
    busy = false;
    tell("idle");
  }

  function onKey(event: KeyboardEvent): void {
    if (!TYPED.test(event.key) || event.ctrlKey || event.metaKey) return;
    const target = pathOf(event)[0];
    if (target?.matches(EDITABLE) && !target.matches(NOT_TYPED)) hands("typing", target.localName);
  }

  function onMove({ buttons, clientX, clientY, target }: PointerEvent): void {
    if (press === undefined || buttons === 0) return;
    if (Math.abs(clientX - press.x) + Math.abs(clientY - press.y) < DRAG_PX) return;
    hands("dragging", target instanceof Element ? target.localName : "document");
  }

  function onSign(): void {
    lastSignAt = performance.now();
    if (!isAway) return;
    isAway = false;
    tell("back");
    waitForAway(AWAY_MS);
  }

  function waitForAway(ms: number): void {
    clearTimeout(awayTimer);
    awayTimer = setTimeout(() => guard(checkAway), ms);
  }

  function checkAway(): void {
    const rested = performance.now() - lastSignAt;
    if (rested < AWAY_MS) return waitForAway(AWAY_MS - rested);
    isAway = true;
    tell("away");
  }

  function onPress({ clientX, clientY }: PointerEvent): void {
    press = { x: clientX, y: clientY };
  }

  function onRelease(): void {
    if (press !== undefined) rest();
    press = undefined;
  }

  const on = (type: string, listener: (event: never) => void): void =>
    listeners.on(window, type, listener as (event: Event) => void, CAPTURE_PHASE);
  on("keydown", onKey);
  on("pointerdown", onPress);
  on("pointermove", onMove);
  for (const type of ["pointerup", "pointercancel", "dragend"]) on(type, onRelease);
  for (const type of SIGNS) on(type, onSign);
  waitForAway(AWAY_MS);
  return () => {
    clearTimeout(pause);
    clearTimeout(awayTimer);
  };
}
