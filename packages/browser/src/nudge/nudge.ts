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
  /** Out of sight, for instance on a page where the offer does not apply. Its time stands still. */
  hide(): void;
  reveal(): void;
  /** Takes it away without calling anything back. Safe to call twice. */
  remove(): void;
}

/**
 * Shows an offer in the bottom corner without taking the focus. It removes itself when the person chooses, dismisses
 * or lets it pass, and calls exactly one of the callbacks, once.
 */
export function showNudge(options: NudgeOptions): Nudge {
  const { root, offer } = options;
  adoptStyles(root, nudgeStyles);
  let focusCameFrom: HTMLElement | undefined;
  let removed = false;

  const body = element("p", { class: "body words", attributes: { role: "status", "aria-live": "polite" } });
  const choices = offer.options.map((option, index) =>
    button({ class: index === 0 ? "button primary" : "button", text: option.label }, () =>
      finish(() => options.onOption(option)),
    ),
  );
  const bar = element("div", { class: "time-left" });
  const card = element(
    "section",
    { class: "card corner nudge unannounced", attributes: { role: "region", "aria-label": "Copilot" } },
    element(
      "div",
      { class: "head" },
      icon("mark"),
      element("span", { class: "label", text: "Copilot" }),
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
  const announcing = setTimeout(() => {
    body.textContent = offer.body;
    card.classList.remove("unannounced");
  }, ANNOUNCE_AFTER_MS);
  const autoDismiss = startAutoDismiss(card, bar, options.autoDismissMs, () => finish(options.onExpire));
  const stopEscape = listenForEscape(card, () => finish(options.onDismiss));

  function remove(): void {
    if (removed) return;
    removed = true;
    clearTimeout(announcing);
    autoDismiss.stop();
    stopEscape();
    returnFocus(card, focusCameFrom);
    card.remove();
  }

  function finish(report: () => void): void {
    if (removed) return;
    remove();
    report();
  }

  return {
    hide() {
      returnFocus(card, focusCameFrom);
      card.hidden = true;
      autoDismiss.update();
    },
    reveal() {
      card.hidden = false;
      autoDismiss.update();
    },
    remove,
  };
}
