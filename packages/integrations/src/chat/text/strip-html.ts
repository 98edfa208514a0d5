const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};
/** Elements whose content is not text. */
const SILENT = /^(?:script|style|head|title|template)$/;
const BREAKS = /^\/?(?:p|div|br|li|ol|ul|h[1-6]|tr|blockquote)$/;
const LARGEST_POINT = 0x10ffff;

/**
 * The text of a message that a vendor sends as HTML, read in one pass. What comes out is data for a language model and
 * for comparison; it is never put back into a page as markup.
 */
export function stripHtml(html: string): string {
  let text = "";
  let silent: string | undefined;
  let index = 0;
  while (index < html.length) {
    const open = html.indexOf("<", index);
    if (silent === undefined) text += html.slice(index, open === -1 ? html.length : open);
    if (open === -1) break;
    const close = html.indexOf(">", open);
    if (close === -1) {
      // Not a tag at all: "a < b".
      if (silent === undefined) text += html.slice(open);
      break;
    }
    const name = /^\/?[a-z][a-z0-9]*/i.exec(html.slice(open + 1, Math.min(close, open + 20)))?.[0].toLowerCase();
    if (name === undefined) {
      const isComment = html.startsWith("<!", open) || html.startsWith("<?", open);
      if (silent === undefined && !isComment) {
        text += "<";
        index = open + 1;
        continue;
      }
    } else if (silent !== undefined) {
      if (name === `/${silent}`) silent = undefined;
    } else if (SILENT.test(name)) {
      silent = name;
    } else if (BREAKS.test(name)) {
      text += "\n";
    }
    index = close + 1;
  }
  return decodeEntities(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = point > 0 && point <= LARGEST_POINT && !(point >= 0xd800 && point <= 0xdfff);
    return isCharacter ? String.fromCodePoint(point) : "\ufffd";
  });
}
