import type { OfferOptionWire, OfferWire } from "@usher/core";
import { closeButton } from "../shadow/close-button.ts";
import { button, element } from "../shadow/element.ts";
import { listenForEscape } from "../shadow/escape.ts";
import { returnFocus } from "../shadow/focus.ts";
import { icon } from "../shadow/icon.ts";
import { adoptStyles } from "../theme/adopt-styles.ts";
import { startAutoDismiss } from "./auto-dismiss.ts";
import { nudgeStyles } from "./nudge-styles.ts";

/** A live region must be in the page before its text, or screen readers stay silent. */
const ANNOUNCE_AFTER_MS = 40;

export interface NudgeOptions {
  readonly root: ShadowRoot;
  readonly offer: OfferWire;
  /** Time on screen before it goes by itself, milliseconds. Stands still while hovered, focused or in the background. */
  readonly autoDismissMs: number;
  onOption(option: OfferOptionWire): void;
  onDismiss(): void;
  onExpire(): void;
}

export interface Nudge {
  /** Out of sight, for instance on a page where the offer does not apply: its time stands still. Or back. */
  setHidden(hidden: boolean): void;
  /** What was chosen is on its way: the options wait. */
  wait(): void;
  /** It did not come: says so, and the options can be chosen again. */
  fail(): void;
  /** Takes it away without calling anything back. Safe to call twice. */
  remove(): void;
}

/**
 * Shows an offer in the bottom corner without taking the focus; F6 moves the focus there and back. It removes itself
 * when the person dismisses it or lets it pass. Once an option was chosen, whoever shows it decides: `wait`, then
 * `remove` or `fail`.
 */
export function showNudge(options: NudgeOptions): Nudge {
  const { root, offer } = options;
  adoptStyles(root, nudgeStyles);
  const life = new AbortController();
  const { signal } = life;
  let focusCameFrom: HTMLElement | undefined;

  const body = element("p", { class: "body words", role: "status", "aria-live": "polite" });
  const choices = offer.options.map((option, index) =>
    button(
      { class: index === 0 ? "button primary" : "button" },
      () => card.ariaBusy || options.onOption(option),
      option.label,
    ),
  );
  const bar = element("div", { class: "time-left" });
  const card = element(
    "section",
    { class: "card small corner nudge unannounced", "aria-label": "Copilot" },
    element(
      "div",
      { class: "head" },
      icon("mark"),
      element("span", { class: "label" }, "Copilot"),
      closeButton("Dismiss", () => finish(options.onDismiss)),
    ),
    body,
    element("div", { class: "choices" }, ...choices),
    bar,
  );
  card.addEventListener("focusin", (event) => {
    const from = event.relatedTarget;
    if (from instanceof HTMLElement && !card.contains(from)) focusCameFrom = from;
  });

  root.append(card);
  setTimeout(() => {
    body.append(offer.body, element("span", { class: "unseen" }, " Press F6 to go to it."));
    card.classList.replace("unannounced", "enter");
  }, ANNOUNCE_AFTER_MS);
  const updateClock = startAutoDismiss(card, bar, options.autoDismissMs, () => finish(options.onExpire), signal);
  listenForEscape(card, () => finish(options.onDismiss), signal);
  // The page does not hear the keys of our surfaces, so neither does the window.
  for (const place of [window, card])
    place.addEventListener("keydown", (event) => onKey(event as KeyboardEvent), { signal });

  function onKey(event: KeyboardEvent): void {
    const { activeElement } = root;
    if (event.key !== "F6" || event.defaultPrevented || card.hidden) return;
    event.preventDefault();
    if (!card.contains(activeElement)) return choices[0]?.focus();
    // When the focus was nowhere, nowhere is where it goes.
    (activeElement as HTMLElement).blur();
    focusCameFrom?.focus({ preventScroll: true });
  }

  function setBusy(busy: "true" | null): void {
    card.ariaBusy = busy;
    for (const choice of choices) choice.ariaDisabled = busy;
    updateClock();
  }

  function remove(): void {
    life.abort();
    returnFocus(card, focusCameFrom);
    card.remove();
  }

  function finish(report: () => void): void {
    remove();
    report();
  }

  return {
    setHidden(hidden) {
      if (hidden) returnFocus(card, focusCameFrom);
      card.hidden = hidden;
      updateClock();
    },
    wait: () => setBusy("true"),
    fail() {
      setBusy(null);
      body.textContent = "This did not work. Try again.";
    },
    remove,
  };
}
