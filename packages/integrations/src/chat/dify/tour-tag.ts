import type { VendorReply } from "../bridge/message.ts";

const TAG = /\[TOUR:([\w-]{1,100})\]/g;

/**
 * Takes the tour tags out of a bot's answer: `[TOUR:<id>]` names one tour, `[TOUR:none]` says that there is none. When
 * there are several the last one counts, which is where the bot is asked to write it.
 */
export function readTourTag(text: string): VendorReply {
  const tags = Array.from(text.matchAll(TAG), ([, id]) => id as string);
  const shown = text
    .replace(TAG, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const last = tags.at(-1);
  if (last === undefined) return { text: shown };
  return { text: shown, tourId: last.toLowerCase() === "none" ? null : last };
}
