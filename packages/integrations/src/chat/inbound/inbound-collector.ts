import type { EpochMs } from "@usher/core";
import { textOf } from "../../sources/body/json-values.ts";
import { definedOnly } from "../../sources/event/defined-only.ts";
import { stableHash } from "../../sources/event/stable-hash.ts";
import { cleanTurn } from "../text/clean-turn.ts";
import type { IgnoreReason, InboundEvent, InboundPerson, InboundResult } from "./inbound.ts";

/** Where something happened, as the vendor wrote it: nothing is trusted to be text yet. */
export interface InboundPlace {
  readonly conversationId: unknown;
  /** The vendor's id of this happening; without one the content stands for it. */
  readonly id?: unknown;
  readonly at?: EpochMs | undefined;
  readonly person?: { readonly [Name in keyof InboundPerson]?: unknown };
}

/** What a bridge fills while it reads one webhook. Everything handed in is cleaned and bounded here. */
export interface InboundCollector {
  message(place: InboundPlace, text: string, chipId?: unknown): void;
  note(type: Exclude<InboundEvent["type"], "user-message">, place: InboundPlace): void;
  ignore(reason: IgnoreReason): void;
  result(): InboundResult;
}

const MAX_ID = 200;
const MAX_EVENTS = 50;
// biome-ignore lint/suspicious/noControlCharactersInRegex: an id with control characters is none
const CONTROLS = /[\u0000-\u001f\u007f]/;

export function createInboundCollector(): InboundCollector {
  const events: InboundEvent[] = [];
  const ignored = new Map<IgnoreReason, number>();

  const ignore = (reason: IgnoreReason): void => {
    ignored.set(reason, (ignored.get(reason) ?? 0) + 1);
  };
  const locate = (type: string, place: InboundPlace, content: string) => {
    const conversationId = readId(place.conversationId);
    if (conversationId === undefined) return ignore("no_conversation");
    if (events.length >= MAX_EVENTS) return ignore("other_event");
    const { contactId, userId, email, sessionId } = place.person ?? {};
    return {
      id: readId(place.id) ?? stableHash(JSON.stringify([type, conversationId, place.at ?? null, content])),
      conversationId,
      ...definedOnly({ at: place.at }),
      person: definedOnly({
        contactId: readId(contactId),
        userId: readId(userId),
        email: readId(email),
        sessionId: readId(sessionId),
      }),
    };
  };

  return {
    message(place, text, chip) {
      const clean = cleanTurn(text);
      const chipId = readId(chip);
      if (clean === "" && chipId === undefined) return ignore("empty_turn");
      const base = locate("user-message", place, `${clean}\n${chipId ?? ""}`);
      if (base) events.push({ type: "user-message", ...base, text: clean, ...definedOnly({ chipId }) });
    },
    note(type, place) {
      const base = locate(type, place, "");
      if (base) events.push({ type, ...base, id: `${base.id}:${type}` });
    },
    ignore,
    result: () => ({ ok: true, events, ignored: Array.from(ignored, ([reason, count]) => ({ reason, count })) }),
  };
}

/** An id is a short text on one line; numbers are written as text. */
function readId(value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  return text === undefined || text === "" || text.length > MAX_ID || CONTROLS.test(text) ? undefined : text;
}
