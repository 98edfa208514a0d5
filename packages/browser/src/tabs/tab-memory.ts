import type { TourWire } from "@usher/core";
import type { PageStorage } from "../client/page-storage.ts";
import type { OfferNotice } from "../offers/offer-notice.ts";

/** What a tab keeps over reloads and navigations. */
export interface TabMemory {
  /** The offer this tab is showing. */
  readonly claim: Slot<OfferNotice>;
  /** The tour this tab is playing. */
  readonly run: Slot<TourRun>;
  /** The chat this tab has open. */
  readonly chat: Slot<OpenedChat>;
}

export interface Slot<Value> {
  read(): Value | undefined;
  write(value: Value): void;
  clear(): void;
}

export interface TourRun {
  readonly runId: string;
  readonly tour: TourWire;
  /** Zero-based. */
  readonly step: number;
}

export interface OpenedChat {
  readonly offerId: string;
  /** When the user last opened it or asked something, epoch milliseconds. */
  readonly at: number;
}

export function createTabMemory(storage: PageStorage): TabMemory {
  return { claim: slot(storage, ":claim"), run: slot(storage, ":run"), chat: slot(storage, ":chat") };
}

function slot<Value>(storage: PageStorage, name: string): Slot<Value> {
  return {
    read: () => storage.read<Value>(name),
    write: (value) => storage.write(name, value),
    clear: () => storage.remove(name),
  };
}
