/** Native elements that carry a role without saying so. Other roles are found by their `role` attribute alone. */
const NATIVE: Readonly<Record<string, string>> = {
  button: "button, summary, input:is([type=button], [type=submit], [type=reset], [type=image])",
  link: "a[href], area[href]",
  checkbox: "input[type=checkbox]",
  radio: "input[type=radio]",
  textbox: "input:is(:not([type]), [type=text], [type=email], [type=url], [type=tel]), textarea",
  searchbox: "input[type=search]",
  spinbutton: "input[type=number]",
  slider: "input[type=range]",
  combobox: "select",
  option: "option",
  heading: "h1, h2, h3, h4, h5, h6",
  img: "img[alt]",
  dialog: "dialog",
};

/** A CSS selector for everything that has the role. */
export function roleSelector(role: string): string {
  const explicit = `[role="${CSS.escape(role)}"]`;
  const native = Object.hasOwn(NATIVE, role) ? NATIVE[role] : undefined;
  return native === undefined ? explicit : `${explicit}, :is(${native}):not([role])`;
}
