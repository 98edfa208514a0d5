import type { TourStartReply } from "@usher/core";
import type { OffersOptions } from "./create-offers.ts";
import type { Offers } from "./offers.ts";

export type LazyOffersOptions = Omit<OffersOptions, "play">;

export type LazyOffers = Omit<Offers, "stop"> & {
  /** Takes everything off the page without a word; `forget` also gives up what could go on after a reload. */
  stop(forget: boolean): void;
};

/** Offers whose code is loaded with the first one: most pages never see any. Calls keep their order. */
export function lazyOffers(options: LazyOffersOptions): LazyOffers {
  const { memory, guard, emit } = options;
  let loading: Promise<Offers> | undefined;
  let loaded: Offers | undefined;

  function whenLoaded(run: (offers: Offers) => void): void {
    guard(() => (loaded === undefined ? loading?.then(run) : run(loaded)));
  }

  function load(run: (offers: Offers) => void): void {
    loading ??= import("./create-offers.ts").then(({ createOffers }) => {
      loaded = createOffers({ ...options, play });
      return loaded;
    });
    whenLoaded(run);
  }

  function play({ run_id: runId, tour }: TourStartReply): void {
    memory.run.write({ runId, tour, step: 0 });
    emit("tour-started", { tourId: tour.id, runId });
    whenLoaded((offers) => offers.resumeTour());
  }

  return {
    consider: (notice) => load((offers) => offers.consider(notice)),
    settle: (notice) => (notice === null ? whenLoaded : load)((offers) => offers.settle(notice)),
    withdraw: (offerId, reason) => whenLoaded((offers) => offers.withdraw(offerId, reason)),
    forget: (offerId) => whenLoaded((offers) => offers.forget(offerId)),
    recheck: () => whenLoaded((offers) => offers.recheck()),
    resumeTour() {
      if ((memory.run.read() ?? memory.chat.read()) !== undefined) load((offers) => offers.resumeTour());
    },
    tourEnded: (runId) => whenLoaded((offers) => offers.tourEnded(runId)),
    stop(forget) {
      if (forget) {
        memory.claim.clear();
        memory.run.clear();
        memory.chat.clear();
      }
      whenLoaded((offers) => offers.stop());
    },
  };
}
