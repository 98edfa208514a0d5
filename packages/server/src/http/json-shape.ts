/** How far JSON text goes in each direction. */
export interface JsonShape {
  /** Greatest nesting of brackets. */
  readonly depth: number;
  /** Most members of one object. */
  readonly width: number;
  /** Values and keys, roughly: what a parser would have to make. */
  readonly nodes: number;
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Found without building anything, so that what is too much costs no more than reading it once. Text that is not JSON has
 * some shape, too; the parser refuses it afterwards.
 * @param maxDepth Deeper than this nothing is looked at: the text is refused anyway.
 */
export function jsonShape(text: string, maxDepth: number): JsonShape {
  const members = new Uint32Array(maxDepth + 1);
  let depth = 0;
  let deepest = 0;
  let width = 0;
  let nodes = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COMMA) nodes++;
    else if (code === COLON) {
      nodes++;
      const count = (members[depth] ?? 0) + 1;
      members[depth] = count;
      if (count > width) width = count;
    } else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      nodes++;
      depth++;
      if (depth > deepest) deepest = depth;
      if (depth > maxDepth) break;
      members[depth] = 0;
    } else if ((code === CLOSE_ARRAY || code === CLOSE_OBJECT) && depth > 0) depth--;
  }
  return { depth: deepest, width, nodes };
}
