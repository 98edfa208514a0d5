import { textOf } from "../body/json-values.ts";

const MOMENT = /^\d{9,14}$/;

/**
 * The session's id as nobody else has it. Some clients number sessions by the moment they began, and two people who
 * begin in the same millisecond are no rarity: such a number is joined to whose it is (`<device>:<number>`).
 */
export function ownSession(session: unknown, owner: unknown): string | undefined {
  const id = textOf(session);
  if (id === undefined || !MOMENT.test(id)) return id;
  const whose = textOf(owner);
  return whose === undefined ? undefined : `${whose}:${id}`;
}
