const MAX_ID = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an id with control characters is none
const CONTROLS = /[\u0000-\u001f\u007f]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * An id as a segment of a path; undefined when it cannot be one. Ids come from pages and webhooks: `..` would lead to
 * another endpoint with our credentials.
 */
export function pathSegment(id: string | undefined): string | undefined {
  if (id === undefined || id.length === 0 || id.length > MAX_ID) return undefined;
  if (/^\.{1,2}$/.test(id) || CONTROLS.test(id) || LONE_SURROGATE.test(id)) return undefined;
  return encodeURIComponent(id);
}
