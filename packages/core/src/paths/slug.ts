const LENGTH_MAX = 48;

/** An id made of words: lower-case letters, digits and hyphens; `fallback` where nothing is left. */
export function slug(text: string, fallback: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LENGTH_MAX)
    .replace(/^-+|-+$/g, "");
  return words === "" ? fallback : words;
}

/** The same id with a number where it is taken; remembers what it gave. */
export function uniqueSlug(text: string, fallback: string, taken: Set<string>): string {
  const base = slug(text, fallback);
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  taken.add(id);
  return id;
}
