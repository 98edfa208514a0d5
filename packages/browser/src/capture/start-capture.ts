import type { RawElement, RawEvent } from "@usher/core";
import type { Guard } from "../client/guard.ts";
import { createListeners } from "../client/listeners.ts";
import { newId } from "../client/new-id.ts";
import { cleanUrl } from "./clean-url.ts";
import { describeElement } from "./describe-element.ts";
import { watchInputActivity } from "./input-activity.ts";
import { elementPath, isIgnored, pathOf } from "./privacy-marks.ts";
import { createClickReader } from "./read-click.ts";
import { scrubText } from "./scrub-text.ts";
import { stableId } from "./stable-id.ts";
import type { Detectors } from "./struggle/start-detectors.ts";

export type EventDraft = Omit<RawEvent, "id" | "at" | "url" | "tab_id">;

export interface Capture {
  /** Records something the page itself says. */
  record(draft: EventDraft): void;
  /** Begins to see struggle, not only clicks; its code is loaded with the first call. */
  detect(): void;
  /** To be called after the address changed. */
  routeChanged(): void;
  stop(): void;
}

export interface CaptureOptions {
  readonly tabId: string;
  readonly allowQuery: readonly string[];
  readonly maskAllText: boolean;
  readonly guard: Guard;
  /** Given every event, complete. */
  onEvent(event: RawEvent): void;
}

/** Errors beyond this many per page say nothing new. */
const ERRORS_PER_PAGE = 10;
const CAPTURE_PHASE = { capture: true, passive: true };

/** Listens to what the user does, in the capture phase on the window: a host that stops propagation hides nothing. */
export function startCapture({ tabId, allowQuery, maskAllText, guard, onEvent }: CaptureOptions): Capture {
  const listeners = createListeners(guard);
  const clicks = createClickReader();
  const seenRoots = new WeakSet<Node>();
  let page = cleanUrl(location.href, allowQuery);
  /** Edited fields whose state is looked at in the next task, or when the page goes away before it. */
  const unread: (() => void)[] = [];
  let errorCount = 0;
  let detectors: Detectors | undefined;
  let loading: Promise<void> | undefined;
  let stopped = false;

  function record(draft: EventDraft, at: number = Date.now()): string {
    const id = newId();
    onEvent({ id, at, url: page, tab_id: tabId, ...draft });
    return id;
  }

  function visiblePath(from: Event | Element): readonly Element[] {
    const path = from instanceof Event ? elementPath(from) : pathOf(from);
    return isIgnored(path) ? [] : path;
  }

  const describe = (path: readonly Element[]): RawElement => ({
    ...describeElement(path, maskAllText),
    ...detectors?.placeOf(path),
  });

  async function loadDetectors(): Promise<void> {
    const { startDetectors } = await import("./struggle/start-detectors.ts");
    if (stopped) return;
    detectors = startDetectors({
      guard,
      listeners: createListeners(guard),
      record,
      describe,
      pathOf: visiblePath,
      stableId,
    });
  }

  function pageView(at: number): void {
    record({ type: "page_view", title: scrubText(document.title).slice(0, 200) }, at);
  }

  function onClick(event: MouseEvent): void {
    const path = clicks.read(event);
    if (path === undefined) return;
    const element = describe(path);
    const { clientX: x, clientY: y, isTrusted } = event;
    const properties = {
      x,
      y,
      ...(clicks.wasVoid(event) ? { void: true } : {}),
      ...(isTrusted ? {} : { trusted: false }),
    };
    const id = record({ type: "click", element, properties });
    detectors?.clicked({ id, element, path, event });
  }

  function onField(event: Event): void {
    const path = elementPath(event);
    if (path.length === 0 || isIgnored(path) || (path[0] as Element).matches("input[type=password],input[type=hidden]"))
      return;
    const type = event.type as "change" | "submit";
    const element = describe(path);
    const at = Date.now();
    if (type === "submit" || detectors === undefined) return void record({ type, element }, at);
    // Frameworks mark a refused field after the event: look one task later.
    unread.push(() => record(withField(type, element, path[0] as Element), at));
    setTimeout(() => guard(readFields), 0);
  }

  function readFields(): void {
    for (const read of unread.splice(0)) read();
  }

  function withField(type: "change", element: RawElement, field: Element): EventDraft {
    return { type, element, properties: detectors?.fieldEdited(field) ?? { edited: true } };
  }

  /** `change` and `submit` do not leave a shadow root, focus does: it tells where to listen. */
  function onFocus(event: Event): void {
    for (const node of event.composedPath()) {
      if (!(node instanceof ShadowRoot) || node.host.localName === "usher-root" || seenRoots.has(node)) continue;
      seenRoots.add(node);
      listeners.on(node, "change", onField, CAPTURE_PHASE);
      listeners.on(node, "submit", onField, CAPTURE_PHASE);
    }
  }

  function onError(name: string, kind: "error" | "rejection"): void {
    if (errorCount++ < ERRORS_PER_PAGE) record({ type: "error", properties: { error: name.slice(0, 80), kind } });
  }

  listeners.on(window, "pointerdown", clicks.press, CAPTURE_PHASE);
  listeners.on(window, "click", onClick, CAPTURE_PHASE);
  listeners.on(window, "submit", onField, CAPTURE_PHASE);
  listeners.on(window, "change", onField, CAPTURE_PHASE);
  listeners.on(window, "focusin", onFocus, CAPTURE_PHASE);
  listeners.on(window, "error", (event: ErrorEvent) => {
    // A failed image or script arrives here too; it has no message.
    if (event.message) onError((event.error as Error | null)?.name ?? "Error", "error");
  });
  listeners.on(window, "unhandledrejection", (event: PromiseRejectionEvent) => {
    onError((event.reason as Error | null)?.name ?? "UnhandledRejection", "rejection");
  });
  listeners.on(document, "visibilitychange", () => {
    record({ type: "visibility", properties: { state: document.visibilityState } });
  });
  listeners.on(window, "pagehide", () => {
    readFields();
    record({ type: "page_leave" });
  });
  const stopActivity = watchInputActivity({ guard, listeners, record, pathOf: visiblePath });
  pageView(Date.now());

  return {
    record: (draft) => void record(draft),
    detect() {
      guard(() => {
        loading ??= loadDetectors();
        return loading;
      });
    },
    routeChanged() {
      const next = cleanUrl(location.href, allowQuery);
      if (next === page) return;
      page = next;
      errorCount = 0;
      detectors?.routeChanged();
      const at = Date.now();
      // Routers set the title after the address: read it one task later.
      setTimeout(() => guard(() => next === page && pageView(at)), 0);
    },
    stop() {
      stopped = true;
      listeners.stop();
      stopActivity();
      detectors?.stop();
    },
  };
}
