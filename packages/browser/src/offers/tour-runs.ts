import type { TourEndRequest, TourStartReply, TourStartRequest, TourStepRequest } from "@usher/core";
import type { Emit } from "../client/usher-events.ts";
import type { TabMemory, TourRun } from "../tabs/tab-memory.ts";
import type { Reporter } from "../transport/reporter.ts";
import type { Stage } from "./stage.ts";

export interface TourRuns {
  /** Starts the tour an accepted offer named. */
  start(tourId: string, offerId: string): Promise<void>;
  /** Goes on with the tour that was running when this tab's page went away. */
  resume(): Promise<void>;
  /** The server says a run is over. */
  ended(runId: string): void;
  /** Takes the tour off the page; `forget` also gives it up. */
  stop(forget: boolean): void;
}

export interface TourRunsOptions {
  readonly reporter: Reporter;
  readonly stage: Stage;
  readonly memory: TabMemory;
  readonly emit: Emit;
  newId(): string;
  pageMatches(patterns: readonly string[]): boolean;
}

export function createTourRuns({ reporter, stage, memory, emit, newId, pageMatches }: TourRunsOptions): TourRuns {
  let playing: { readonly runId: string; stop(): void } | undefined;
  let generation = 0;

  async function play(run: TourRun, mine: number): Promise<void> {
    const { runId, tour } = run;
    const path = `/v1/tours/${encodeURIComponent(tour.id)}`;
    const about = { tourId: tour.id, runId };
    memory.run.write(run);
    const { playTour, root } = await stage.load("tour");
    if (mine !== generation) return;
    playing?.stop();
    let over = false;
    const player = playTour({
      root: root(),
      tour,
      startAt: run.step,
      pageMatches,
      onStep(step) {
        memory.run.write({ runId, tour, step });
        void reporter.report(`${path}/step`, { run_id: runId, step } satisfies TourStepRequest, { beacon: false });
        emit("tour-step", { ...about, step });
      },
      onEnd(outcome, step) {
        if (over) return;
        over = true;
        playing = undefined;
        memory.run.clear();
        void reporter.report(`${path}/end`, { run_id: runId, outcome, step } satisfies TourEndRequest);
        emit("tour-ended", { ...about, outcome, step });
      },
    });
    // A tour can end while it starts: nothing to point at.
    if (!over) playing = { runId, stop: () => player.stop() };
  }

  function stop(forget: boolean): void {
    generation++;
    playing?.stop();
    playing = undefined;
    if (forget) memory.run.clear();
  }

  return {
    async start(tourId, offerId) {
      const body: TourStartRequest = { run_id: newId(), offer_id: offerId };
      const path = `/v1/tours/${encodeURIComponent(tourId)}/start`;
      const mine = ++generation;
      const reply = await reporter.report<TourStartReply>(path, body, { beacon: false });
      // Stopped meanwhile, e.g. by a sign-out.
      if (mine !== generation) return;
      if (reply.type !== "ok") {
        emit("error", { code: "tour_unavailable", message: `Tour ${tourId} could not be started (${reply.type}).` });
        return;
      }
      emit("tour-started", { tourId, runId: reply.body.run_id });
      await play({ runId: reply.body.run_id, tour: reply.body.tour, step: 0 }, mine);
    },
    async resume() {
      const run = memory.run.read();
      if (run !== undefined) await play(run, ++generation);
    },
    ended(runId) {
      if (memory.run.read()?.runId === runId) stop(true);
    },
    stop,
  };
}
