import { cleanText } from "@usher/core";

const MAX_TURN = 4_000;
const MAX_LINES = 200;

/** What a user wrote, made safe to keep: no invisible characters, no empty lines, bounded. Empty when there is nothing. */
export function cleanTurn(text: string): string {
  const lines: string[] = [];
  let left = MAX_TURN;
  for (const line of text.slice(0, MAX_TURN * 4).split(/\r\n|\r|\n/, MAX_LINES)) {
    const clean = cleanText(line, Math.max(0, left));
    if (clean === "") continue;
    lines.push(clean);
    left -= clean.length + 1;
    if (left <= 0) break;
  }
  return lines.join("\n");
}
