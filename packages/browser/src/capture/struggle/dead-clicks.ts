import type { RawElement } from "@usher/core";
import type { SignsOfLife } from "./signs-of-life.ts";
import type { DetectorTools } from "./start-detectors.ts";

export interface ReportedClick {
  readonly id: string;
  readonly element: RawElement;
  readonly path: readonly Element[];
  readonly event: MouseEvent;
}

export interface DeadClicks {
  clicked(click: ReportedClick): void;
  stop(): void;
}

/** Pages may take this long to show that they heard a click. */
const ANSWER_MS = 2_500;
/** These answer by themselves, elsewhere, or in a way nobody can see from here. */
const ANSWERS_ITSELF =
  "a[href],area[href],[download],input,select,textarea,option,label,summary,video,audio,iframe,embed,object,canvas,[contenteditable]:not([contenteditable=false])";
const INTERACTIVE =
  "button,[role=button],[role=link],[role=tab],[role=switch],[role=checkbox],[role=radio],[role^=menuitem],[role=option],[role=treeitem],[onclick]";

/** Reports clicks that nothing on the page answered. Signs are watched from the press on: menus open before the click. */
export function watchDeadClicks(life: SignsOfLife, { listeners, guard, record }: DetectorTools): DeadClicks {
  const waiting = new Set<ReturnType<typeof setTimeout>>();
  let press: { readonly at: number; readonly values: string } | undefined;
  let pressTimer: ReturnType<typeof setTimeout> | undefined;

  function forgetPress(): void {
    if (pressTimer === undefined) return;
    clearTimeout(pressTimer);
    pressTimer = undefined;
    press = undefined;
    life.release();
  }
  function onPress(): void {
    forgetPress();
    press = { at: performance.now(), values: fieldValues() };
    life.watch();
    pressTimer = setTimeout(forgetPress, ANSWER_MS);
  }
  listeners.on(window, "pointerdown", onPress, { capture: true, passive: true });

  return {
    clicked({ id, element, path, event }) {
      const { at, values } = press ?? { at: performance.now(), values: fieldValues() };
      if (!event.isTrusted || !mayBeDead(path, event)) return;
      const page = location.href;
      life.watch();
      const timer = setTimeout(() => {
        waiting.delete(timer);
        life.release();
        const answered = life.latestAt >= at || location.href !== page || fieldValues() !== values;
        if (!answered) guard(() => record({ type: "dead_click", element, properties: { click_id: id } }));
      }, ANSWER_MS);
      waiting.add(timer);
    },
    stop() {
      forgetPress();
      for (const timer of waiting) {
        clearTimeout(timer);
        life.release();
      }
      waiting.clear();
    },
  };
}

function mayBeDead(path: readonly Element[], event: MouseEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  const target = path[0];
  if (target === undefined || path.some((each) => each.matches(ANSWERS_ITSELF))) return false;
  if (target.matches(":disabled,[aria-disabled=true]")) return false;
  return target.matches(INTERACTIVE) || getComputedStyle(target).cursor === "pointer";
}

const FIELDS_MAX = 200;

/** Scripts change fields without any event. The values are compared here and go nowhere. */
function fieldValues(): string {
  const fields = document.querySelectorAll<HTMLInputElement>("input,select,textarea");
  let all = "";
  for (let index = 0; index < Math.min(fields.length, FIELDS_MAX); index++) {
    const field = fields[index] as HTMLInputElement;
    all += `${field.value}|${field.checked}|`;
  }
  return all;
}
