import type { TourEndRequest, TourStartReply, TourStartRequest, TourStepRequest } from "@usher/core";
import type { Emit } from "../client/usher-events.ts";
import type { TabMemory, TourRun } from "../tabs/tab-memory.ts";
import { playTour } from "../tour/play-tour.ts";
import type { PositionCard } from "../tour/position-card.ts";
import type { Api } from "../transport/api.ts";
import type { Reporter } from "../transport/reporter.ts";

export interface TourRuns {
  /** Starts the tour an accepted offer named. Calls `ready` right before it appears, and not at all when it does not. */
  start(tourId: string, offerId: string, ready: () => void): Promise<void>;
  /** Goes on with the tour that was running when this tab's page went away. */
  resume(): void;
  /** Takes the tour off the page; a later page may still resume it. */
  stop(): void;
}

export interface TourRunsOptions {
  readonly api: Api;
  readonly reporter: Reporter;
  readonly memory: TabMemory;
  readonly emit: Emit;
  readonly positionCard: PositionCard;
  root(): ShadowRoot;
  newId(): string;
  pageMatches(patterns: readonly string[]): boolean;
  /** A tour left the screen for good. */
  onEnd(): void;
}

export function createTourRuns(options: TourRunsOptions): TourRuns {
  const { api, reporter, memory, emit, positionCard, root, newId, pageMatches, onEnd } = options;
  let playing: { stop(): void } | undefined;
  let generation = 0;

  function play(run: TourRun): void {
    const { runId, tour } = run;
    const path = `/v1/tours/${encodeURIComponent(tour.id)}`;
    const about = { tourId: tour.id, runId };
    memory.run.write(run);
    playing?.stop();
    const mine = generation;
    const player = playTour({
      root: root(),
      tour,
      startAt: run.step,
      positionCard,
      pageMatches,
      onStep(step) {
        memory.run.write({ runId, tour, step });
        void reporter.report(`${path}/step`, { run_id: runId, step } satisfies TourStepRequest, { beacon: false });
        emit("tour-step", { ...about, step });
      },
      onEnd(outcome, step) {
        playing = undefined;
        memory.run.clear();
        void reporter.report(`${path}/end`, { run_id: runId, outcome, step } satisfies TourEndRequest);
        emit("tour-ended", { ...about, outcome, step });
        onEnd();
      },
    });
    // A listener of the host may have stopped everything at the first step.
    if (mine === generation) playing = player;
    else player.stop();
  }

  function stop(): void {
    generation++;
    playing?.stop();
    playing = undefined;
  }

  return {
    async start(tourId, offerId, ready) {
      const runId = newId();
      const body: TourStartRequest = { run_id: runId, offer_id: offerId };
      const path = `/v1/tours/${encodeURIComponent(tourId)}/start`;
      const mine = ++generation;
      // Not behind the report that the offer was accepted: the user waits for this one.
      const reply = await api.post<TourStartReply>(path, () => body);
      // Stopped meanwhile, e.g. by a sign-out.
      if (mine !== generation) return;
      if (reply.type !== "ok") {
        emit("error", { code: "tour_unavailable", message: `Tour ${tourId} did not start (${reply.type}).` });
        return;
      }
      ready();
      emit("tour-started", { tourId, runId });
      play({ runId, tour: reply.body.tour, step: 0 });
    },
    resume() {
      const run = memory.run.read();
      if (run) play(run);
    },
    stop,
  };
}
