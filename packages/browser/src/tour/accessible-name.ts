/**
 * What a screen reader would call the element, by the sources that matter for controls: labelling elements,
 * `aria-label`, `<label>`, the text or icon description inside, the value of an input button, title, placeholder.
 */
export function accessibleName(element: Element): string {
  return normaliseName(
    labelledBy(element) ||
      element.getAttribute("aria-label") ||
      labels(element) ||
      buttonValue(element) ||
      innerText(element) ||
      element.getAttribute("title") ||
      element.getAttribute("placeholder") ||
      "",
  );
}

/** Names are equal when they differ only in case and white space. */
export function normaliseName(name: string): string {
  return name.replace(/\s+/g, " ").trim().toLowerCase();
}

function labelledBy(element: Element): string {
  const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
  return ids
    .map((id) => element.ownerDocument.getElementById(id)?.textContent ?? "")
    .join(" ")
    .trim();
}

function labels(element: Element): string {
  const own = "labels" in element ? (element as HTMLInputElement).labels : null;
  return [...(own ?? [])]
    .map((label) => label.textContent)
    .join(" ")
    .trim();
}

function buttonValue(element: Element): string {
  return element instanceof HTMLInputElement && /^(button|submit|reset)$/.test(element.type) ? element.value : "";
}

function innerText(element: Element): string {
  const text = element.textContent.trim();
  if (text !== "") return text;
  const picture = element.querySelector("img[alt], [aria-label], svg title");
  return picture?.getAttribute("alt") ?? picture?.getAttribute("aria-label") ?? picture?.textContent ?? "";
}
