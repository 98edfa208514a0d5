import { button } from "./element.ts";
import { icon } from "./icon.ts";

/** The × in the corner of a surface; `label` says what pressing it does. */
export function closeButton(label: string, onPress: () => void): HTMLButtonElement {
  return button({ class: "button plain square", "aria-label": label }, onPress, icon("close"));
}
