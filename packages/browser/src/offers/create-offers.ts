import type { Guard } from "../client/guard.ts";
import type { Emit } from "../client/usher-events.ts";
import type { Surfaces } from "../surfaces.ts";
import type { TabMemory } from "../tabs/tab-memory.ts";
import type { TabMessage } from "../tabs/tab-message.ts";
import type { Api } from "../transport/api.ts";
import type { Reporter } from "../transport/reporter.ts";
import { createChatPanel } from "./chat-panel.ts";
import { createNudges } from "./create-nudges.ts";
import type { Offers } from "./offers.ts";
import type { Outcomes } from "./outcomes.ts";
import { createStage } from "./stage.ts";
import { createTourRuns } from "./tour-runs.ts";

export interface OffersOptions {
  readonly theme: "auto" | "light" | "dark";
  readonly autoDismissMs: number;
  /** Heading of the chat panel. */
  readonly chatTitle: string;
  readonly api: Api;
  readonly reporter: Reporter;
  readonly outcomes: Outcomes;
  readonly surfaces: Surfaces;
  readonly memory: TabMemory;
  readonly emit: Emit;
  readonly guard: Guard;
  newId(): string;
  pageMatches(patterns: readonly string[]): boolean;
  /** Says something to the other tabs. */
  tell(message: TabMessage): void;
}

/** Joins nudge, tour and chat. */
export function createOffers(options: OffersOptions): Offers {
  const stage = createStage(options.surfaces, options.theme);
  const tours = createTourRuns({ ...options, stage });
  const chat = createChatPanel({ ...options, stage });
  const nudges = createNudges({
    ...options,
    stage,
    begin(option, offerId) {
      options.guard(() => (option.kind === "tour" ? tours.start(option.tour_id, offerId) : chat.open(offerId)));
    },
  });
  return {
    ...nudges,
    resumeTour: () => void options.guard(tours.resume),
    tourEnded: tours.ended,
    stop(forget) {
      nudges.stop();
      tours.stop(forget);
      chat.stop();
      stage.clear();
    },
  };
}
