import { button } from "./element.ts";
import { icon } from "./icon.ts";

/** The × in the corner of a surface; `label` says what pressing it does. */
export function closeButton(label: string, onPress: () => void): HTMLButtonElement {
  const made = button({ class: "button plain square", label }, onPress);
  made.append(icon("close"));
  return made;
}
