const SPACE = 0x20;
const LAST_ASCII = 0x7f;

/** `url.trim()`, without the call for the usual address that has nothing to trim: this runs for every action. */
export function trimUrl(url: string): string {
  const last = url.length - 1;
  if (last < 0) return url;
  const head = url.charCodeAt(0);
  const tail = url.charCodeAt(last);
  return head > SPACE && head < LAST_ASCII && tail > SPACE && tail < LAST_ASCII ? url : url.trim();
}
