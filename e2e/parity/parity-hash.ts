import { builtinTrigger, compileRules, type EngineRules, parseTriggers } from "@usher/core";
import { playHistory, randomHistory, samplePath, sampleTrigger } from "@usher/core/testing";

const START = 1_800_000_000_000;
const STEPS = 12;

/** Triggers of every kind: conditions in code, built-ins, criteria from JSON; some depend on the passing of time alone. */
function rules(): EngineRules {
  const until = sampleTrigger().until;
  const builtins = ["canonical_url_ping_pong", "user_page_dwell", "rage_click", "quick_back", "page_loop"].map((id) =>
    builtinTrigger(id, { page: "*", until, howTo: samplePath, cooldownS: 60 }),
  );
  const parsed = parseTriggers(
    [
      {
        id: "criteria",
        page: ["/projects/*", "/projects"],
        when: {
          any: [
            { type: "sequence", steps: [{ label: "edit" }, { label: "cancel" }], within_s: 60 },
            { all: [{ type: "idle", for_s: 10 }, { not: { type: "happened", label: "bulk" } }] },
          ],
        },
        until: { type: "happened", label: "apply to" },
        howTo: "help",
        offer: { body: "Help?" },
        shadow: true,
      },
    ],
    new Map([["help", samplePath]]),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return compileRules([sampleTrigger(), ...builtins, ...parsed.triggers], { holdoutShare: 0.2, minPageAgeS: 1 });
}

/** One number for everything the engine did in so many histories: state, effects, notes and wake-ups of every step. */
export function parityHash(histories: number): { readonly hash: string; readonly offers: number } {
  const compiled = rules();
  let hash = 0x811c9dc5;
  let offers = 0;
  for (let seed = 0; seed < histories; seed++) {
    const history = randomHistory({ seed, steps: STEPS, sessions: 2, start: START });
    for (const { results } of playHistory(history, compiled, START)) {
      for (const result of results) offers += result.notes.filter(({ type }) => type === "fired").length;
      const text = JSON.stringify(results);
      for (let index = 0; index < text.length; index++) {
        hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
      }
    }
  }
  return { hash: (hash >>> 0).toString(16), offers };
}
