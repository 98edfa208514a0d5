type Attributes = Readonly<Record<string, string>>;

/** Makes an element. Strings go in as text: nothing a server or a model wrote is ever parsed as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), attributes, children);
}

/** A `type="button"` button that runs `onPress` on click, Enter or Space: those of a person, not of a script. */
export function button(attributes: Attributes, onPress: () => void, ...children: (Node | string)[]): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", (event) => event.isTrusted && onPress());
  return made;
}

/** Sets attributes and appends children; answers the element. */
export function fill<Made extends Element>(
  made: Made,
  attributes: Attributes,
  children: readonly (Node | string)[],
): Made {
  for (const name in attributes) made.setAttribute(name, attributes[name] as string);
  made.append(...children);
  return made;
}
