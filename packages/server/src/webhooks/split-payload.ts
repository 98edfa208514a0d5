/** Largest body of one delivery, bytes. */
export const MAX_BODY_BYTES: number = 256 * 1024;

/**
 * The bodies that carry a payload: itself, or, when it is too large, payloads with a share of its actions each, in order.
 * What cannot be divided stays as it is, however large.
 */
export function splitPayload(data: string, maxBytes: number = MAX_BODY_BYTES): readonly string[] {
  if (Buffer.byteLength(data) <= maxBytes) return [data];
  const payload = JSON.parse(data) as Readonly<Record<string, unknown>>;
  const { actions } = payload;
  if (!Array.isArray(actions)) return [data];
  return shares(actions, maxBytes - sizeOf({ ...payload, actions: [], count: actions.length })).map((share) =>
    JSON.stringify({ ...payload, count: share.length, actions: share }),
  );
}

/** Consecutive runs whose texts fit into so many bytes with the commas between them; at least one action in each. */
function shares(actions: readonly unknown[], maxBytes: number): readonly (readonly unknown[])[] {
  const all: unknown[][] = [];
  let room = -1;
  for (const action of actions) {
    const size = sizeOf(action) + 1;
    if (size > room || all.length === 0) {
      all.push([]);
      // The first of a share needs no comma.
      room = maxBytes + 1;
    }
    all.at(-1)?.push(action);
    room -= size;
  }
  return all;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
