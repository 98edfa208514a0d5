import { cleanText, type EpochMs } from "@usher/core";
import { textOf } from "../body/json-values.ts";
import type { SourcePerson } from "../source/source.ts";
import { definedOnly } from "./defined-only.ts";

/** Identity fields as the vendor sent them. */
export interface PersonDraft {
  readonly sessionId?: unknown;
  readonly userId?: unknown;
  readonly anonymousId?: unknown;
  /** Whether nothing but the lack of another word makes `userId` a user's. */
  readonly isAssumedUser?: boolean;
  readonly email?: unknown;
  readonly sentAt?: EpochMs | undefined;
  readonly receivedAtHint?: EpochMs | undefined;
}

export interface PersonReading {
  /** Undefined when nothing says whose it is. */
  readonly person: SourcePerson | undefined;
  readonly times: { readonly sentAt?: EpochMs; readonly receivedAtHint?: EpochMs };
}

const MAX_ID = 200;
const MAX_EMAIL = 254;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** What buggy templates and clients send for "nobody": as an id it would make one person of all of them. */
const NOBODY = new Set(["", "null", "undefined", "none", "nan", "false", "true", "0", "nil", "anonymous", "guest"]);

export function readPerson(draft: PersonDraft): PersonReading {
  const sessionId = personId(draft.sessionId);
  const userId = personId(draft.userId);
  const anonymousId = personId(draft.anonymousId);
  const email = readEmail(draft.email);
  const isAssumedUser = userId !== undefined && draft.isAssumedUser === true ? (true as const) : undefined;
  const isKnown = sessionId !== undefined || userId !== undefined || anonymousId !== undefined;
  return {
    person: isKnown ? definedOnly({ sessionId, userId, isAssumedUser, anonymousId, email }) : undefined,
    times: definedOnly({
      sentAt: draft.sentAt,
      receivedAtHint: draft.receivedAtHint,
    }),
  };
}

function personId(value: unknown): string | undefined {
  const text = textOf(value);
  // An id that would have to be cut is not that person's id any more.
  if (text === undefined || text.length > MAX_ID) return undefined;
  const id = cleanText(text, MAX_ID);
  return NOBODY.has(id.toLowerCase()) ? undefined : id;
}

function readEmail(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > MAX_EMAIL) return undefined;
  const email = cleanText(value, MAX_EMAIL);
  return EMAIL.test(email) ? email : undefined;
}
