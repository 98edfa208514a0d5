import { closeButton } from "../shadow/close-button.ts";
import { button, element } from "../shadow/element.ts";
import { icon } from "../shadow/icon.ts";
import { KEEPS_FOCUS } from "../shadow/isolate-events.ts";
import { emphasis } from "./emphasis.ts";

export interface TourCardContent {
  readonly title: string;
  readonly description: string;
  /** Zero-based. */
  readonly index: number;
  readonly count: number;
}

export interface TourCard {
  readonly element: HTMLElement;
  show(content: TourCardContent): void;
  /** A line under the description about the target's whereabouts; empty for none. */
  note(text: string): void;
}

/** The card of a tour. The element stays the same from step to step, so that the focus can stay on "Next". */
export function createTourCard(options: {
  readonly label: string;
  onBack(): void;
  onNext(): void;
  onSkip(): void;
}): TourCard {
  const title = element("h2", { class: "title" });
  const description = element("p", { class: "description" });
  const note = element("p", { class: "note" });
  const progress = element("span", { class: "label" });
  const back = button({ class: "button plain" }, options.onBack, "Back");
  const next = button({ class: "button primary" }, options.onNext);
  const card = element(
    "section",
    {
      class: "card small tour enter",
      role: "dialog",
      "aria-label": options.label,
      tabindex: "-1",
      [KEEPS_FOCUS]: "",
    },
    element("div", { class: "head" }, icon("mark"), progress, closeButton("Skip tour", options.onSkip)),
    element("div", { class: "words", "aria-live": "polite", "aria-atomic": "true" }, title, description, note),
    element("div", { class: "choices" }, back, next),
  );
  return {
    element: card,
    show(content) {
      title.textContent = content.title;
      description.replaceChildren(...emphasis(content.description));
      progress.textContent = `Step ${content.index + 1} of ${content.count}`;
      if (content.index === 0 && back.matches(":focus")) next.focus();
      back.hidden = content.index === 0;
      next.textContent = content.index === content.count - 1 ? "Done" : "Next";
    },
    note(text) {
      if (note.textContent !== text) note.textContent = text;
      note.hidden = text === "";
    },
  };
}
