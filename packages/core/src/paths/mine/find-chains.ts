import type { Control, ControlUse } from "./read-controls.ts";

export interface ChainOptions {
  /** Least number of sessions. */
  readonly minSupport: number;
  /** Share of the sessions with a step that must have had the step before it, 0 to 1. */
  readonly minConfidence: number;
  readonly minSteps: number;
}

/** A control counts as the one before while at most so many others lie between. */
const REACH = 4;
/** Who uses the one before goes on to the next at least so often: a menu that leads everywhere precedes everything. */
const MIN_LEADS = 0.12;

/** Share of those who use a control, above which what follows it is a continuation. */
const GOES_ON = 0.4;

interface Pair {
  sessions: number;
  distance: number;
}

/**
 * Frequent ordered sequences: from every control back to the nearest one that most people had used before it, until there
 * is none. Sequences that end in a control that leads on are parts of longer ones and left out.
 */
export function findChains(
  controls: ReadonlyMap<string, Control>,
  sessions: readonly (readonly ControlUse[])[],
  { minSupport, minConfidence, minSteps }: ChainOptions,
): readonly (readonly Control[])[] {
  const frequent = new Map([...controls].filter(([, control]) => control.sessions >= minSupport));
  const pairs = countPairs(frequent, sessions);
  const before = new Map<string, string>();
  for (const [key, { sessions: support }] of [...frequent].sort(([left], [right]) => (left < right ? -1 : 1))) {
    let best: { key: string; distance: number } | undefined;
    for (const [other, pair] of pairs.get(key) ?? []) {
      const leads = pair.sessions / (frequent.get(other)?.sessions ?? 1);
      const back = pairs.get(other)?.get(key)?.sessions ?? 0;
      if (pair.sessions < support * minConfidence || leads < MIN_LEADS || pair.sessions <= back) continue;
      const distance = pair.distance / pair.sessions;
      if (best === undefined || distance < best.distance) best = { key: other, distance };
    }
    if (best !== undefined) before.set(key, best.key);
  }
  const leading = new Set(before.values());
  const chains = [...frequent.keys()]
    .filter((key) => !leading.has(key))
    .sort()
    .map((key) => walkBack(key, before, frequent))
    .filter((chain) => chain.length >= minSteps);
  return chains.filter((chain) => !chains.some((other) => other !== chain && goesOn(chain, other, pairs)));
}

/** Whether most of those who end the one go on with the other: its end is a step that may be left out, and no end. */
function goesOn(
  chain: readonly Control[],
  other: readonly Control[],
  pairs: ReadonlyMap<string, ReadonlyMap<string, Pair>>,
): boolean {
  const last = chain.at(-1);
  if (last === undefined || other[0]?.key !== chain[0]?.key) return false;
  const fork = other.findIndex(({ key }, index) => key !== chain[index]?.key);
  if (fork < 1) return false;
  return other.slice(fork).some(({ key }) => {
    const after = pairs.get(key)?.get(last.key)?.sessions ?? 0;
    const back = pairs.get(last.key)?.get(key)?.sessions ?? 0;
    return after > back && after >= last.sessions * GOES_ON;
  });
}

function walkBack(
  last: string,
  before: ReadonlyMap<string, string>,
  controls: ReadonlyMap<string, Control>,
): readonly Control[] {
  const seen = new Set<string>();
  const chain: Control[] = [];
  for (let key: string | undefined = last; key !== undefined && !seen.has(key); key = before.get(key)) {
    seen.add(key);
    const control = controls.get(key);
    if (control !== undefined) chain.unshift(control);
  }
  return chain;
}

/** For every control: the controls used shortly before its first use, each counted once a session. */
function countPairs(
  frequent: ReadonlyMap<string, Control>,
  sessions: readonly (readonly ControlUse[])[],
): ReadonlyMap<string, ReadonlyMap<string, Pair>> {
  const pairs = new Map<string, Map<string, Pair>>();
  for (const uses of sessions) {
    const order = [...new Set(uses.map(({ key }) => key))].filter((key) => frequent.has(key));
    order.forEach((key, index) => {
      const ofKey = pairs.get(key) ?? new Map<string, Pair>();
      pairs.set(key, ofKey);
      for (let distance = 1; distance <= REACH && distance <= index; distance++) {
        const other = order[index - distance] as string;
        const pair = ofKey.get(other) ?? { sessions: 0, distance: 0 };
        ofKey.set(other, pair);
        pair.sessions++;
        pair.distance += distance;
      }
    });
  }
  return pairs;
}
