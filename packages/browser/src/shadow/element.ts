interface ElementOptions {
  readonly class?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Makes an element. Text goes in as text: nothing a server or a model wrote is ever parsed as HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  options: ElementOptions = {},
  ...children: Node[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (options.class !== undefined) made.className = options.class;
  if (options.text !== undefined) made.textContent = options.text;
  for (const [name, value] of Object.entries(options.attributes ?? {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A `type="button"` button that runs `onPress` on click, Enter or Space. */
export function button(
  options: { readonly class: string; readonly text?: string; readonly label?: string },
  onPress: () => void,
): HTMLButtonElement {
  const made = element("button", {
    class: options.class,
    attributes: { type: "button", ...(options.label === undefined ? {} : { "aria-label": options.label }) },
    ...(options.text === undefined ? {} : { text: options.text }),
  });
  made.addEventListener("click", onPress);
  return made;
}
