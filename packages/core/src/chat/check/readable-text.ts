const INVISIBLE = /[\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff]|(?<=[\p{L}\p{N}])\u200d(?=[\p{L}\p{N}])/gu;
/** Text that runs backwards on screen, or would not be seen at all: `\u{e0000}`… are tags. */
const DECEPTIVE = /[\u202a-\u202e\u2066-\u2069]|[\u{e0000}-\u{e007f}]|(?![\n\r\t])\p{Cc}/u;

/** A reply as a person reads it: without signs that cannot be seen, wide and styled letters as plain ones. */
export function readableText(reply: string): string {
  return reply
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n[ \n]+/g, "\n\n");
}

/** Whether the text holds signs that make it look different from what it says. */
export function isDeceptive(reply: string): boolean {
  return DECEPTIVE.test(reply);
}
