/** `{{` and `}}` stand for braces; `{name}` for a value. */
const PLACEHOLDER = /\{\{|\}\}|\{([A-Za-z_]\w*)\}/g;

/**
 * Fills a prompt template. Names without a value and stray braces stay as they are: a template written by a product
 * must not stop every answer. `unknownPlaceholders` finds them when the template is saved. Values are never
 * looked into, so braces in a user's message are safe.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (found: string, name: string | undefined) => {
    if (name === undefined) return found.slice(1);
    return Object.hasOwn(values, name) ? (values[name] ?? "") : found;
  });
}

/** Names in a template for which there will be no value, each once. */
export function unknownPlaceholders(template: string, known: readonly string[]): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].flatMap((match) => match[1] ?? []);
  return [...new Set(names)].filter((name) => !known.includes(name));
}
