/**
 * A text as a number from 0 (inclusive) to 1 (exclusive), spread evenly, the same on every machine and for ever: who is
 * in a holdout must not depend on where it is asked. FNV-1a, then a final mix because FNV leaves similar texts close.
 */
export function hashShare(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
