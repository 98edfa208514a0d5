import type { EpochMs, RawEvent, RawPropertyValue } from "@usher/core";
import type { SourceManifest } from "./manifest.ts";

/**
 * Turns the requests of one event vendor into raw events. Labelling, grouping and storing come after it; answering the
 * vendor (status, settings endpoints) is the server's.
 */
export interface Source {
  readonly manifest: SourceManifest;
  /**
   * Never throws: whatever is wrong with the request is in the result. `options` is what the product's configuration
   * says, unchecked; wrong options are a problem of every request (see `checkOptions` to find them at the start).
   */
  parse(request: SourceRequest, options: SourceOptions, tools: SourceTools): SourceResult;
}

export type SourceOptions = Readonly<Record<string, unknown>>;

export interface SourceRequest {
  /** Path without query, e.g. `/v1/track`. */
  readonly path: string;
  /** Decoded parameters of the query. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it travelled, still compressed. The server has already refused bodies over its limit. */
  readonly body: Uint8Array;
  readonly receivedAt: EpochMs;
}

/** What a platform must lend: this package has neither zlib nor cryptography. */
export interface SourceTools {
  /** Gunzips; gives up as soon as there would be more than `maxBytes`. */
  inflate(bytes: Uint8Array, maxBytes: number): Inflated;
  /** UTF-8 to text; undefined when the bytes are not UTF-8. */
  decodeText(bytes: Uint8Array): string | undefined;
  hmac(algorithm: "sha1" | "sha256", secret: string, message: Uint8Array): Uint8Array;
}

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: "too_large" | "invalid" };

export interface SourceResult {
  readonly events: readonly RawEventWithIdentity[];
  readonly identities: readonly SourceIdentity[];
  /** What was understood and left out on purpose, by reason. */
  readonly dropped: readonly DroppedEvents[];
  /** What is wrong; `replyStatus` says what it means for the answer. At most 20. */
  readonly problems: readonly SourceProblem[];
  /** The key the client named (PostHog's project key, Segment's write key): the only thing that may choose a product. */
  readonly key?: string;
}

/** Who an event is about, as far as the vendor knows. At least one of the first three is there. */
export interface SourcePerson {
  readonly sessionId?: string;
  readonly userId?: string;
  /**
   * `userId` is the only id the client has, and it did not say whether it is a user's or a visitor's. An `identified`
   * that names it as the anonymous id makes it a visitor's after all.
   */
  readonly isAssumedUser?: true;
  readonly anonymousId?: string;
  readonly email?: string;
}

export interface RawEventWithIdentity extends SourcePerson {
  readonly event: RawEvent;
  /** The client's clock when it sent the request: what `normaliseEvent` corrects the time with. */
  readonly sentAt?: EpochMs;
  /** What the vendor says of the event's time is none from 2000 to 2100, and `event.at` is left out. */
  readonly isTimeInvalid?: true;
  /** When the vendor's own server received it, for sources that forward with delay. */
  readonly receivedAtHint?: EpochMs;
}

/** Something said about a person, to be applied before the events of the same result. */
export type SourceIdentity = (
  | {
      /** From now on `anonymousId`, if there is one, is `userId`. */
      readonly type: "identified";
      readonly userId: string;
      readonly anonymousId?: string;
    }
  | {
      /** `alias` is another name of `userId`. */
      readonly type: "aliased";
      readonly userId: string;
      readonly alias: string;
    }
  | { readonly type: "described"; readonly userId?: string; readonly anonymousId?: string }
) & {
  /** As an event's: the same statement sent again has the same id. */
  readonly id: string;
  readonly at?: EpochMs;
  readonly sessionId?: string;
  readonly email?: string;
  readonly traits?: Readonly<Record<string, RawPropertyValue>>;
};

/**
 * - `group`: says something about an account, and of nobody that they belong to it.
 * - `low_signal`: the vendor's own housekeeping (web vitals, feature flags, surveys).
 * - `recording`: a session recording; Usher never reads one.
 * - `derived`: the vendor's opinion of events that arrive anyway.
 * - `private`: the page marked the place as not to be captured.
 * - `unknown_event`: a kind this source does not know.
 * - `invalid_event`: not an event at all; a problem says where.
 * - `no_identity`: names neither a session nor a person, so it belongs nowhere.
 */
export type DropReason =
  | "group"
  | "low_signal"
  | "recording"
  | "derived"
  | "private"
  | "unknown_event"
  | "invalid_event"
  | "no_identity";

export interface DroppedEvents {
  readonly reason: DropReason;
  readonly count: number;
}

export interface SourceProblem {
  readonly code: SourceProblemCode;
  /** For people. Never contains what was sent. */
  readonly detail: string;
  /** Which event or option, e.g. `events[3]`, `fields.url`. */
  readonly path?: string;
}

export type SourceProblemCode =
  | "options_invalid"
  | "signature_missing"
  | "signature_invalid"
  | "media_type_unsupported"
  | "encoding_invalid"
  | "body_too_large"
  | "body_not_json"
  | "body_too_deep"
  | "body_too_complex"
  | "no_events"
  | "too_many_events"
  | "mixed_keys"
  | "event_invalid"
  | "unexpected";
