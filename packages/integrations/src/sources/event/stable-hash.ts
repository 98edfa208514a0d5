/** 64 bits in 16 hexadecimal digits. Tells events apart; not for secrets. */
export function stableHash(text: string): string {
  // Two FNV-1a lanes over 16-bit units with different offsets, stirred at the end so that every bit depends on all.
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit ^ (first >>> 13), 0x85ebca6b);
  }
  return hex(stir(first ^ second)) + hex(stir(second ^ Math.imul(text.length, 0xc2b2ae35)));
}

function stir(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return (twice ^ (twice >>> 15)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
