/** LZ-String in base64 that names the next entry again and again: each is one longer than the one before. */
export function lzBomb(entries: number): string {
  const bits: number[] = [];
  const write = (value: number, width: number): void => {
    for (let bit = 0; bit < width; bit++) bits.push((value >> bit) & 1);
  };
  write(0, 2);
  write("a".charCodeAt(0), 8);
  let known = 1;
  let room = 4;
  let width = 3;
  for (let entry = 0; entry < entries; entry++) {
    write(known + 3, width);
    known++;
    if (--room === 0) room = 2 ** width++;
  }
  write(2, width);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let text = "";
  for (let index = 0; index < bits.length; index += 6) {
    const sextet = Array.from({ length: 6 }, (_, bit) => bits[index + bit] ?? 0);
    text += alphabet[sextet.reduce((value, bit) => value * 2 + bit, 0)];
  }
  return text;
}
