/**
 * Whether a text fits a pattern in which `*` stands for any run of characters and `?` for one; case does not matter.
 * Patterns come from configuration: unlike a regular expression, the worst one costs the product of the two lengths.
 */
export function matchGlob(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const actual = text.toLowerCase();
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < actual.length) {
    const sign = wanted[at];
    if (sign === "*") {
      star = at++;
      resume = position;
    } else if (sign !== undefined && (sign === "?" || sign === actual[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (wanted[at] === "*") at++;
  return at === wanted.length;
}
