import type { PageElement } from "./page-element.ts";

const BY_TAG: Readonly<Record<string, string>> = {
  button: "button",
  summary: "button",
  textarea: "textbox",
  option: "option",
  form: "form",
  select: "combobox",
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

/** The role, explicit or implied by the tag: the same words as the page SDK's. */
export function elementRole({ tag, attributes }: PageElement): string | undefined {
  const explicit = attributes.get("role")?.trim().split(/\s+/)[0];
  if (explicit !== undefined && explicit !== "") return explicit;
  if (tag === "a") return attributes.has("href") ? "link" : undefined;
  if (tag === "input") return own(BY_INPUT_TYPE, attributes.get("type")?.toLowerCase() ?? "") ?? "textbox";
  return own(BY_TAG, tag);
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
