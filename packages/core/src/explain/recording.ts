import type { EngineInput } from "../engine/input.ts";
import type { EngineState, SessionSnapshot } from "../engine/state.ts";
import type { EpochMs } from "../ids.ts";

/** A session as it happened: what the engine was given, in order. Enough to compute every decision again. */
export interface RecordedSession {
  readonly sessionId: string;
  /** Whose attention the session spent when it was last saved. */
  readonly subject: string;
  readonly userId: string | null;
  readonly createdAt: EpochMs;
  /** The state with which the session began. */
  readonly start: SessionSnapshot;
  readonly steps: readonly RecordedStep[];
}

/** One call of the engine. */
export interface RecordedStep {
  readonly at: EpochMs;
  readonly input: EngineInput;
  readonly given: GivenFacts;
}

/** What the shell told the engine about the world outside the session. */
export interface GivenFacts extends Partial<Omit<EngineState, "session" | "window">> {
  /** Whether a page listened. */
  readonly audience: boolean;
}
