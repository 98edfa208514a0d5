import type { RawElement, RawPropertyValue } from "@usher/core";
import type { Guard } from "../../client/guard.ts";
import type { Listeners } from "../../client/listeners.ts";
import type { EventDraft } from "../start-capture.ts";
import { type ReportedClick, watchDeadClicks } from "./dead-clicks.ts";
import { describePlace } from "./describe-place.ts";
import { watchFormFields } from "./form-fields.ts";
import { createSignsOfLife } from "./signs-of-life.ts";
import { watchNetwork } from "./watch-network.ts";

/** Finds what only the page can see of a user's struggle. */
export interface Detectors {
  clicked(click: ReportedClick): void;
  /** Of which record an element is, and in what. */
  placeOf(path: readonly Element[]): Pick<RawElement, "entity" | "within">;
  /** What may be said of a field that was edited. */
  fieldEdited(field: Element): Readonly<Record<string, RawPropertyValue>>;
  routeChanged(): void;
  stop(): void;
}

/**
 * What the detectors need of capture. Given, not imported: this is a chunk of its own, and whatever it shared with the
 * first one would become a third.
 */
export interface DetectorTools {
  readonly guard: Guard;
  /** Of the detectors' own; they stop them. */
  readonly listeners: Listeners;
  record(draft: EventDraft): void;
  describe(path: readonly Element[]): EventDraft["element"];
  /** The elements from the innermost outwards; nothing where nothing may be captured. */
  pathOf(from: Event | Element): readonly Element[];
  stableId(id: string): string | undefined;
}

/** A request that begins this soon after a click was started by it. */
const STARTED_BY_MS = 500;
/** Failures beyond this many per page say nothing new. */
const FAILURES_PER_PAGE = 10;

export function startDetectors(tools: DetectorTools): Detectors {
  const { guard, listeners, record } = tools;
  const life = createSignsOfLife(listeners);
  const deadClicks = watchDeadClicks(life, tools);
  const fields = watchFormFields(tools);
  let lastClick = { id: "", at: Number.NEGATIVE_INFINITY };
  let failures = 0;

  function requestEnded(status: number, startedAt: number): void {
    const { id, at } = lastClick;
    const isFailure = status === 0 || status >= 400;
    if (!isFailure || startedAt < at || startedAt - at > STARTED_BY_MS || failures++ >= FAILURES_PER_PAGE) return;
    const what = status === 0 ? { error: "NetworkError" } : { error: "HttpError", status };
    record({ type: "error", properties: { kind: "http", started_by: id, ...what } });
  }
  const unwatchNetwork = watchNetwork({
    onStart: () => void guard(life.note),
    onEnd: (status, startedAt) => void guard(() => requestEnded(status, startedAt)),
  });

  return {
    clicked(click) {
      if (click.event.isTrusted) lastClick = { id: click.id, at: performance.now() };
      deadClicks.clicked(click);
    },
    placeOf: describePlace,
    fieldEdited: fields.edited,
    routeChanged() {
      failures = 0;
      life.note();
    },
    stop() {
      unwatchNetwork();
      listeners.stop();
      deadClicks.stop();
      fields.stop();
    },
  };
}
