import type { EngineRules } from "../engine/rules.ts";
import type { SnoozeScope } from "../gate/snooze.ts";
import type { OfferReport } from "../offers/offer.ts";
import type { MemoryFacts } from "../triggers/memory-view.ts";
import type { RawEvent } from "../wire/raw-event.ts";

/** A story with its expected decisions: what a rule is meant to do, written down and playable. Times in seconds. */
export interface Scenario {
  readonly title: string;
  readonly rules: EngineRules;
  /** Who the user is and what is remembered of them, as of the beginning; undefined for an unknown visitor. */
  readonly user: ScenarioUser | undefined;
  /** In order of time. */
  readonly steps: readonly ScenarioStep[];
  readonly expect: ScenarioExpectation;
}

export interface ScenarioUser {
  readonly userId: string | null;
  /** Relative to the beginning, because a scenario has no calendar. */
  readonly lastSeenDaysAgo: number | null;
  readonly accountAgeDays: number | null;
  readonly workflows: NonNullable<MemoryFacts["workflows"]>;
}

export type ScenarioStep =
  /** An event without a url happened on the page of the one before; without an id it is one of its own. */
  | {
      readonly atS: number;
      readonly type: "event";
      readonly event: Omit<RawEvent, "id" | "at"> & { readonly id?: string };
    }
  /** What the page reports of the current offer. */
  | {
      readonly atS: number;
      readonly type: "outcome";
      readonly report: OfferReport;
      readonly option?: string;
      readonly scope?: SnoozeScope;
    }
  | { readonly atS: number; readonly type: "presence"; readonly audience: boolean }
  /** Time passes until here. */
  | { readonly atS: number; readonly type: "wait" };

export interface ScenarioExpectation {
  /** Every offer that is made, in order; an empty list: none is. */
  readonly offers: readonly ExpectedOffer[];
  /** Holds that must be among those that occur. */
  readonly holds: readonly ExpectedHold[];
}

export interface ExpectedOffer {
  readonly trigger: string;
  readonly atS: number;
  /** How far from `atS` it may be, either way. Default 0.3. */
  readonly withinS: number;
}

export interface ExpectedHold {
  readonly trigger: string;
  readonly reason: string;
}
