import { type EpochMs, isEventTime, type RawPropertyValue } from "@usher/core";
import { definedOnly } from "../event/defined-only.ts";
import { type EventDraft, eventId, makeEvent } from "../event/make-event.ts";
import { type PersonDraft, readPerson } from "../event/read-person.ts";
import { MAX_PROBLEMS } from "./limits.ts";
import type {
  DropReason,
  RawEventWithIdentity,
  SourceIdentity,
  SourceProblem,
  SourceProblemCode,
  SourceResult,
} from "./source.ts";

/** What a source fills while it reads one request. Everything handed in is cleaned and bounded here. */
export interface Collector {
  event(draft: EventDraft, person: PersonDraft): void;
  identity(draft: IdentityDraft, person: PersonDraft): void;
  drop(reason: DropReason, count?: number): void;
  problem(code: SourceProblemCode, detail: string, path?: string): void;
  /** Notes a problem from another step; for `if (!x.ok) return found.refuse(x.problem)`. */
  refuse(problem: SourceProblem): void;
  /** The key the client named; two different ones in a request are a problem. */
  key(key: string | undefined): void;
  result(): SourceResult;
}

export interface IdentityDraft {
  readonly type: SourceIdentity["type"];
  readonly id: string | undefined;
  /** The sender's whole statement: identifies it when it has no id. */
  readonly content: unknown;
  readonly at?: EpochMs | undefined;
  /** For `aliased`. */
  readonly alias?: string | undefined;
  readonly traits?: Readonly<Record<string, RawPropertyValue>> | undefined;
}

export function createCollector(receivedAt: EpochMs): Collector {
  const events: RawEventWithIdentity[] = [];
  const identities: SourceIdentity[] = [];
  const dropped = new Map<DropReason, number>();
  const problems: SourceProblem[] = [];
  let namedKey: string | undefined;
  let hasMixedKeys = false;

  const found: Collector = {
    event(draft, personDraft) {
      const { person, times } = readPerson(personDraft);
      if (person === undefined) return found.drop("no_identity");
      const event = makeEvent(draft, person, times.sentAt ?? receivedAt);
      events.push({ event, ...person, ...times, ...(isEventTime(draft.at) ? {} : { isTimeInvalid: true }) });
    },
    identity(draft, personDraft) {
      const { person, times } = readPerson(personDraft);
      if (person === undefined) return found.drop("no_identity");
      const { userId, anonymousId, isAssumedUser: _assumed, ...rest } = person;
      const common = {
        id: eventId(draft, person, times.sentAt ?? receivedAt),
        ...rest,
        ...definedOnly({ at: draft.at, traits: draft.traits }),
      };
      const alias = readPerson({ userId: draft.alias }).person?.userId;
      if (draft.type === "described") {
        identities.push({ type: "described", ...common, ...definedOnly({ userId, anonymousId }) });
      } else if (userId === undefined) {
        found.drop("no_identity");
      } else if (draft.type === "identified") {
        identities.push({ type: "identified", userId, ...common, ...definedOnly({ anonymousId }) });
      } else if (alias === undefined || alias === userId) {
        found.drop("low_signal");
      } else {
        identities.push({ type: "aliased", userId, alias, ...common });
      }
    },
    drop(reason, count = 1) {
      dropped.set(reason, (dropped.get(reason) ?? 0) + count);
    },
    problem(code, detail, path) {
      if (problems.length < MAX_PROBLEMS) problems.push({ code, detail, ...definedOnly({ path }) });
    },
    refuse({ code, detail, path }) {
      found.problem(code, detail, path);
    },
    key(key) {
      if (key === undefined || key.length > 200) return;
      if (namedKey !== undefined && namedKey !== key) hasMixedKeys = true;
      namedKey ??= key;
    },
    result() {
      if (hasMixedKeys) {
        return {
          events: [],
          identities: [],
          dropped: [],
          problems: [{ code: "mixed_keys", detail: "Send one project's events at a time." }],
        };
      }
      return {
        events,
        identities,
        dropped: Array.from(dropped, ([reason, count]) => ({ reason, count })),
        problems,
        ...definedOnly({ key: namedKey }),
      };
    },
  };
  return found;
}
