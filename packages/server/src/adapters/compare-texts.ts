/** Text in the order of databases: by its UTF-8 bytes, not by a language's alphabet. */
export function compareTexts(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
