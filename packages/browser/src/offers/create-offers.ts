import type { TourStartReply } from "@usher/core";
import type { ChatAdapter } from "../client/chat-adapter.ts";
import type { Guard } from "../client/guard.ts";
import type { Emit } from "../client/usher-events.ts";
import { ensureRoot, removeRoot } from "../root.ts";
import type { TabMemory } from "../tabs/tab-memory.ts";
import type { TabMessage } from "../tabs/tab-message.ts";
import type { Api } from "../transport/api.ts";
import type { Reporter } from "../transport/reporter.ts";
import { createNudges } from "./create-nudges.ts";
import { createFollowUp, type FollowUp } from "./follow-up.ts";
import type { Offers } from "./offers.ts";
import type { Outcomes } from "./outcomes.ts";
import { createTourRuns, type TourRuns } from "./tour-runs.ts";

export interface OffersOptions {
  readonly theme: "auto" | "light" | "dark";
  readonly autoDismissMs: number;
  /** Heading of the chat panel. */
  readonly chatTitle: string;
  /** A vendor's chat to open instead. */
  readonly chat: ChatAdapter | undefined;
  readonly api: Api;
  readonly reporter: Reporter;
  readonly outcomes: Outcomes;
  readonly memory: TabMemory;
  readonly emit: Emit;
  readonly guard: Guard;
  newId(): string;
  pageMatches(patterns: readonly string[]): boolean;
  /** Says something to the other tabs. */
  tell(message: TabMessage): void;
  /** Begins a tour that was chosen outside the page and that this tab has claimed. */
  play(run: TourStartReply): void;
}

/** Joins the nudge with the tour and the chat it may lead to; what those need beyond it is fetched when it is time. */
export function createOffers(options: OffersOptions): Offers {
  const { guard, memory, theme } = options;
  const tour: FollowUp<TourRuns> = createFollowUp(() =>
    import("../tour/position-card.ts").then(({ positionCard }) => createTourRuns({ ...shared, positionCard })),
  );
  const shared = { ...options, root: () => ensureRoot({ theme }), onEnd: () => nudges.recheck(), tour };
  const chat = createFollowUp(() => import("./chat-panel.ts").then(({ createChatPanel }) => createChatPanel(shared)));
  const stopBoth = (): void => {
    tour.stop();
    chat.stop();
  };
  const nudges = createNudges({
    ...shared,
    engaged: () => !!(memory.run.read() ?? memory.chat.read()),
    begin(option, offerId, accepted, ready) {
      // What was chosen before and did not come is not wanted any more.
      stopBoth();
      return option.kind === "tour"
        ? tour.use((runs) => runs.start(option.tour_id, offerId, ready))
        : chat.use((panel) => panel.open(offerId, accepted, ready));
    },
    abandon: stopBoth,
  });
  return {
    ...nudges,
    resumeTour() {
      if (memory.run.read()) guard(() => tour.use((runs) => runs.resume()));
      if (memory.chat.read()) guard(() => chat.use((panel) => panel.resume()));
    },
    tourEnded(runId) {
      if (memory.run.read()?.runId !== runId) return;
      tour.stop();
      memory.run.clear();
      nudges.recheck();
    },
    stop() {
      nudges.stop();
      stopBoth();
      removeRoot();
    },
  };
}
