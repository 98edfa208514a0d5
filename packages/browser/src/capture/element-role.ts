const BY_TAG: Readonly<Record<string, string>> = {
  button: "button",
  summary: "button",
  textarea: "textbox",
  option: "option",
  form: "form",
};

const BY_INPUT_TYPE: Readonly<Record<string, string>> = {
  checkbox: "checkbox",
  radio: "radio",
  button: "button",
  submit: "button",
  reset: "button",
  image: "button",
  range: "slider",
  number: "spinbutton",
  search: "searchbox",
};

/** The role, explicit or implied by the tag. */
export function elementRole(element: Element): string | undefined {
  const explicit = element.getAttribute("role")?.trim().split(/\s+/)[0];
  if (explicit !== undefined && explicit !== "") return explicit;
  const tag = element.localName;
  if (tag === "a") return element.hasAttribute("href") ? "link" : undefined;
  if (tag === "input") return BY_INPUT_TYPE[(element as HTMLInputElement).type] ?? "textbox";
  if (tag === "select") return (element as HTMLSelectElement).multiple ? "listbox" : "combobox";
  return BY_TAG[tag];
}
