/** Whether two signatures are the same, in time that does not depend on where they differ. */
export function sameBytes(expected: Uint8Array, given: Uint8Array | undefined): boolean {
  if (given === undefined || given.length !== expected.length || expected.length === 0) return false;
  let difference = 0;
  for (let index = 0; index < expected.length; index++) {
    difference |= (expected[index] as number) ^ (given[index] as number);
  }
  return difference === 0;
}

/** One piece of bytes after another: what a signature is made over. */
export function joinBytes(...pieces: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
