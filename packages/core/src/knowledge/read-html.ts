/** A piece of an HTML document, in order. */
export type HtmlToken =
  | { readonly type: "open" | "close"; readonly name: string }
  | { readonly type: "text"; readonly text: string };

/** Elements whose content is not text for readers. */
const SKIPPED: ReadonlySet<string> = new Set([
  ..."script style noscript template svg math iframe object head select textarea nav footer".split(" "),
]);
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
  ntilde: "ñ",
};

/**
 * Reads HTML as text with structure, in one pass. What a browser would not show as text (scripts, styles, navigation) is
 * left out with everything in it; attributes are never read. Whatever comes out is text, to be escaped where it is shown.
 */
export function readHtml(html: string): readonly HtmlToken[] {
  const tokens: HtmlToken[] = [];
  let at = 0;
  while (at < html.length) {
    const tag = html.indexOf("<", at);
    if (tag < 0) {
      tokens.push({ type: "text", text: decode(html.slice(at)) });
      break;
    }
    if (tag > at) tokens.push({ type: "text", text: decode(html.slice(at, tag)) });
    if (html.startsWith("<!--", tag)) {
      at = after(html, "-->", tag + 4);
      continue;
    }
    const name = nameAt(html, tag + (html[tag + 1] === "/" ? 2 : 1));
    if (name === "") {
      // Not a tag, unless it is a declaration.
      const isDeclaration = html[tag + 1] === "!" || html[tag + 1] === "?" || html[tag + 1] === "/";
      if (!isDeclaration) tokens.push({ type: "text", text: "<" });
      at = isDeclaration ? after(html, ">", tag) : tag + 1;
      continue;
    }
    at = endOfTag(html, tag);
    if (html[tag + 1] === "/") tokens.push({ type: "close", name });
    else if (SKIPPED.has(name)) at = endOfElement(html, name, at);
    else tokens.push({ type: "open", name });
  }
  return tokens;
}

function nameAt(html: string, start: number): string {
  let end = start;
  while (end < html.length && end - start < 40 && /[a-zA-Z0-9-]/.test(html[end] ?? "")) end++;
  const name = html.slice(start, end).toLowerCase();
  return /^[a-z]/.test(name) ? name : "";
}

/** Where the tag ends; a > inside a quoted attribute does not end it. */
function endOfTag(html: string, start: number): number {
  let quote = "";
  for (let at = start + 1; at < html.length; at++) {
    const letter = html[at] ?? "";
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if ((letter === '"' || letter === "'") && html[at - 1] === "=") quote = letter;
    else if (letter === ">") return at + 1;
  }
  return html.length;
}

/** An element that never ends hides the rest: what might be a script is not told. */
function endOfElement(html: string, name: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < html.length) {
    const next = html.indexOf("<", at);
    if (next < 0) return html.length;
    const isClose = html[next + 1] === "/";
    at = next + 1;
    if (nameAt(html, next + (isClose ? 2 : 1)) !== name) continue;
    if (isClose) depth--;
    // Only the content of these is markup again, so only they can hold themselves.
    else if (name === "nav" || name === "svg" || name === "object" || name === "template" || name === "footer") depth++;
    if (depth === 0) return after(html, ">", next);
  }
  return html.length;
}

function after(html: string, text: string, from: number): number {
  const found = html.indexOf(text, from);
  return found < 0 ? html.length : found + text.length;
}

function decode(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z]{2,8});/g, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
    const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : " ";
  });
}
