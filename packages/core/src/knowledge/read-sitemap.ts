const MAX_ADDRESSES = 5_000;
const MAX_ADDRESS_CHARS = 2_048;

/** The addresses that a sitemap (XML) lists, in order, each once. Nothing is fetched. */
export function readSitemap(xml: string): readonly string[] {
  const found = new Set<string>();
  let at = 0;
  while (found.size < MAX_ADDRESSES) {
    const open = xml.indexOf("<loc>", at);
    const close = open < 0 ? -1 : xml.indexOf("</loc>", open);
    if (close < 0) break;
    const address = xml
      .slice(open + 5, close)
      .trim()
      .replace(/^<!\[CDATA\[([^<>]*)\]\]>$/, "$1")
      .replaceAll("&amp;", "&");
    if (address !== "" && address.length <= MAX_ADDRESS_CHARS && /^https?:\/\//.test(address)) found.add(address);
    at = close + 6;
  }
  return [...found];
}
