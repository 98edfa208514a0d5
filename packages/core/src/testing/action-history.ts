import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import type { EpochMs } from "../ids.ts";
import { addActions, emptyWindow } from "../session/window.ts";
import type { RawElement, RawEvent } from "../wire/raw-event.ts";

/** An event at a moment in seconds; the url is the one of the event before when left out. */
export interface ToldEvent extends Partial<Omit<RawEvent, "at" | "element">> {
  readonly atS: number;
  readonly element?: RawElement;
}

/** A session's actions from a short telling, as the engine would hold them. */
export function actionHistory(...told: readonly ToldEvent[]): readonly Action[] {
  let url = "/start";
  const actions = told.map(({ atS, ...event }, index) => {
    url = event.url ?? url;
    const at: EpochMs = Math.round(atS * 1_000);
    const full: RawEvent = { id: `e${String(index).padStart(4, "0")}`, type: "click", ...event, url, at };
    return normaliseEvent({ event: full, receivedAt: at });
  });
  return addActions(emptyWindow(), actions).window.actions;
}

export function clicked(atS: number, label: string, more: Partial<ToldEvent> = {}): ToldEvent {
  return { atS, type: "click", ...more, element: { role: "button", label, ...more.element } };
}

export function viewed(atS: number, url: string): ToldEvent {
  return { atS, type: "page_view", url };
}
