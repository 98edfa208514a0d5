import { base64Sextets } from "./base64.ts";

export type LzDecoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "too_large" | "invalid" };

const LITERAL_8 = 0;
const LITERAL_16 = 1;
const END = 2;
const FIRST_ENTRY = 3;
const INVALID: LzDecoded = { ok: false, reason: "invalid" };
const CHUNK = 8_192;

/**
 * Decodes LZ-String's base64 form (`compression=lz64`), giving up beyond `maxUnits` UTF-16 units: 11 kB of it can mean
 * 16 million.
 *
 * The format is LZ78 over UTF-16 units in a stream of codes that get wider as the dictionary grows. Everything in the
 * dictionary was written before it got there, one stretch after the other, so an entry is a place in the output (start,
 * length) and the dictionary costs 8 bytes an entry, whatever the entries stand for.
 */
export function decodeLzString(base64: string, maxUnits: number): LzDecoded {
  const sextets = base64Sextets(base64);
  if (sextets === undefined) return INVALID;
  const bits = createBitReader(sextets);
  const output = createOutput(maxUnits);
  const starts: number[] = [];
  const lengths: number[] = [];
  let previousStart = 0;
  let previousLength = 0;
  let width = 2;
  /** Entries that still fit before codes get one bit wider. */
  let room = 1;

  function remember(start: number, length: number): void {
    starts.push(start);
    lengths.push(length);
    if (--room === 0) room = 2 ** width++;
  }

  while (!bits.ended()) {
    const code = bits.read(width);
    if (code === END) return { ok: true, text: output.text() };
    const start = output.size();
    if (code === LITERAL_8 || code === LITERAL_16) {
      if (!output.push(bits.read(code === LITERAL_8 ? 8 : 16))) return { ok: false, reason: "too_large" };
      remember(start, 1);
    } else {
      const entry = code - FIRST_ENTRY;
      // The one entry that may be named before it exists: the last stretch and its own first unit once more.
      const isNext = entry === starts.length && previousLength > 0;
      const from = isNext ? previousStart : starts[entry];
      const length = isNext ? previousLength + 1 : lengths[entry];
      if (from === undefined || length === undefined) return INVALID;
      if (!output.repeat(from, length)) return { ok: false, reason: "too_large" };
    }
    if (previousLength > 0) remember(previousStart, previousLength + 1);
    previousStart = start;
    previousLength = output.size() - start;
  }
  return INVALID;
}

interface BitReader {
  ended(): boolean;
  /** A number of `width` bits, least significant first; zeros beyond the end. */
  read(width: number): number;
}

function createBitReader(sextets: Uint8Array): BitReader {
  const total = sextets.length * 6;
  let position = 0;
  return {
    ended: () => position >= total,
    read(width) {
      let value = 0;
      for (let bit = 0; bit < width; bit++, position++) {
        const sextet = sextets[Math.floor(position / 6)] ?? 0;
        if ((sextet >> (5 - (position % 6))) & 1) value += 2 ** bit;
      }
      return value;
    },
  };
}

interface Output {
  size(): number;
  /** False when there is no room. */
  push(unit: number): boolean;
  /** Writes a stretch of the output again; it may reach into what it writes. */
  repeat(start: number, length: number): boolean;
  text(): string;
}

function createOutput(maxUnits: number): Output {
  let units = new Uint16Array(Math.min(maxUnits, CHUNK));
  let size = 0;

  function hasRoom(more: number): boolean {
    if (size + more > maxUnits) return false;
    if (size + more > units.length) {
      const larger = new Uint16Array(Math.min(maxUnits, Math.max(units.length * 2, size + more)));
      larger.set(units.subarray(0, size));
      units = larger;
    }
    return true;
  }

  return {
    size: () => size,
    push(unit) {
      if (!hasRoom(1)) return false;
      units[size++] = unit;
      return true;
    },
    repeat(start, length) {
      if (!hasRoom(length)) return false;
      for (let index = start; index < start + length; index++) units[size++] = units[index] as number;
      return true;
    },
    text() {
      const parts: string[] = [];
      for (let index = 0; index < size; index += CHUNK) {
        parts.push(String.fromCharCode(...units.subarray(index, Math.min(index + CHUNK, size))));
      }
      return parts.join("");
    },
  };
}
