import { advance, compileRules, createEngineState, type EngineState, normaliseEvent, type RawEvent } from "@usher/core";
import { loadConfig } from "@usher/server";
import projects from "../../examples/projects/usher.config.ts";
import { clickEvent } from "./bench-visitor.ts";

/** What the published tutorials use: one loop per session, which looks every ten seconds. */
export const POLL_EVERY_MS = 10_000;

/**
 * The same engine driven by such a loop: what the page does waits until the loop looks again. Sessions begin at random
 * moments, and so do their loops; the timers and the interval are real. Returns, per session, the milliseconds from the
 * third save to the decision to offer; carrying the offer to the page would come on top.
 */
export async function measurePolling(sessionCount: number): Promise<number[]> {
  const [product] = loadConfig({ file: projects, environment: {}, flags: {} }).products;
  if (product === undefined) throw new Error("The example has no product.");
  const rules = compileRules(product.triggers, product.policy, product.paths);
  return Promise.all(Array.from({ length: sessionCount }, (_, index) => pollOne(`poll-${index}`)));

  function pollOne(sessionId: string): Promise<number> {
    const waiting: RawEvent[] = [];
    let savedAt = 0;
    let state: EngineState = createEngineState(sessionId, rules.policy, Date.now());
    state = { ...state, session: { ...state.session, audience: true } };
    return new Promise((resolve) => {
      let looping: ReturnType<typeof setInterval> | undefined;
      const look = (): void => {
        const now = Date.now();
        const actions = waiting.splice(0).map((event) => normaliseEvent({ event, receivedAt: now }));
        const step = advance(state, { type: "actions", actions }, now, rules);
        state = step.state;
        if (!step.effects.some((effect) => effect.type === "publish")) return;
        clearInterval(looping);
        resolve(performance.now() - savedAt);
      };
      // The first look falls anywhere within the interval; the saves fall within the second after the start.
      setTimeout(() => {
        look();
        if (savedAt === 0 || state.session.offer === null) looping = setInterval(look, POLL_EVERY_MS);
      }, Math.random() * POLL_EVERY_MS);
      setTimeout(() => {
        const at = Date.now();
        for (let save = 1; save <= 3; save++) {
          waiting.push(clickEvent("http://localhost", `${sessionId}-${save}`, "Save changes", at - (3 - save) * 100));
        }
        savedAt = performance.now();
      }, Math.random() * 1_000);
    });
  }
}
