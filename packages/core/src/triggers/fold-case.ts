/** Its upper case is the plain I, yet it is another letter: Turkish tells them apart, and so does case folding. */
const DOTLESS_I = "ı";

/**
 * The text with all differences of case removed, as Unicode's full case folding does: `Straße` and `STRASSE` become
 * the same, and so do both lower-case sigmas. JavaScript has only upper and lower case, so each character takes the
 * way lower → upper → lower; one at a time, because lower-casing a whole word treats a final sigma differently.
 */
export function foldCase(text: string): string {
  let folded = "";
  for (const character of text) {
    folded += character === DOTLESS_I ? character : character.toLowerCase().toUpperCase().toLowerCase();
  }
  return folded;
}
