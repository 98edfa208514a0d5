import {
  type Action,
  createGapView,
  createPathIndex,
  followAction,
  type GoldenPath,
  NO_TRACKS,
  normaliseEvent,
  type PathIndex,
  type PathTracks,
} from "@usher/core";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { measureRates } from "./support/measure-rate.ts";
import { round } from "./support/quantile.ts";

export const description =
  "Following golden paths, per event at 1, 10 and 100 paths, beside a bare scan of their steps";

const COUNTS = [1, 10, 100];
const STEPS = 8;
const SESSION = 200;
/** Per event with 100 paths, milliseconds. */
const TARGET_MS = 2;

interface PathsRow {
  readonly paths: number;
  /** One event more in a session that follows several of them. */
  readonly usPerEvent: number;
  /** The same as triggers ask for it: the view of a window of 200 actions that gained one. */
  readonly usPerGapView: number;
  /** Comparing the event's name and page with every step of every path, and no more. */
  readonly usPerScan: number;
  /** How many times as long as the scan. */
  readonly ratio: number;
  readonly ok: boolean;
}

interface PathsResult {
  readonly bench: "paths";
  readonly machine: Machine;
  readonly ok: boolean;
  readonly stepsPerPath: number;
  readonly targetMsPerEvent: number;
  readonly rows: readonly PathsRow[];
}

/** `--rounds` (5), `--ms` per sample (200). */
export async function run({ args }: BenchOptions): Promise<PathsResult> {
  const { rounds, ms } = readNumbers(args, { rounds: 5, ms: 200 });
  const rows = COUNTS.map((count): PathsRow => {
    say(`${count} paths`);
    const paths = Array.from({ length: count }, (_, index) => aPath(index));
    const index = createPathIndex(paths);
    const actions = session(paths);
    const rates = measureRates(
      { follow: following(index, actions), view: viewing(paths, actions), scan: scanning(paths, actions) },
      { rounds, msPerSample: ms },
    );
    const us = (perSecond: number): number => round(1_000_000 / perSecond);
    return {
      paths: count,
      usPerEvent: us(rates.follow),
      usPerGapView: us(rates.view),
      usPerScan: us(rates.scan),
      ratio: round(rates.scan / rates.follow),
      ok: Math.max(us(rates.follow), us(rates.view)) <= TARGET_MS * 1_000,
    };
  });
  return {
    bench: "paths",
    machine: describeMachine(),
    ok: rows.every(({ ok }) => ok),
    stepsPerPath: STEPS,
    targetMsPerEvent: TARGET_MS,
    rows,
  };
}

/** Event after event; a new session after the last one. */
function following(index: PathIndex, actions: readonly Action[]): () => unknown {
  let tracks: PathTracks = NO_TRACKS;
  let at = 0;
  return () => {
    if (at === actions.length) {
      at = 0;
      tracks = NO_TRACKS;
    }
    tracks = followAction(tracks, actions[at++] as Action, index);
    return tracks;
  };
}

function viewing(paths: readonly GoldenPath[], actions: readonly Action[]): () => unknown {
  const byId = new Map(paths.map((path) => [path.id, path]));
  const [first] = paths;
  let copies = actions;
  let at = 0;
  return () => {
    // Actions of their own: a window that was seen before would cost nothing.
    if (at === 0) copies = actions.map((action) => ({ ...action }));
    const view = createGapView(byId, copies.slice(0, at + 1)).deviationCost(first?.id ?? "");
    at = (at + 1) % copies.length;
    return view;
  };
}

function scanning(paths: readonly GoldenPath[], actions: readonly Action[]): () => unknown {
  const steps = paths.flatMap((path) =>
    path.steps.map(({ target }) => ({
      name: (target.name ?? "").toLowerCase(),
      page: `https://app.example.com${path.page[0]}`,
    })),
  );
  let at = 0;
  return () => {
    const { label, url } = actions[at++ % actions.length] as Action;
    const folded = label.toLowerCase();
    let found = 0;
    for (const { name, page } of steps) if (url === page && name === folded) found++;
    return found;
  };
}

/** Ten paths a page; every third step is a control that another path has, too. */
function aPath(index: number): GoldenPath {
  const steps = Array.from({ length: STEPS }, (_, step) => {
    const name = step % 3 === 2 ? `Open ${word(index >> 1)} ${word(step)}` : `Edit ${word(index + 200)} ${word(step)}`;
    const id = `p${step % 3 === 2 ? index >> 1 : index}-s${step}`;
    return {
      id,
      title: name,
      description: `Use **${name}**.`,
      target: { selectors: [`#${id}`], role: "button", name },
    };
  });
  return {
    id: `path-${index}`,
    title: `Path ${index}`,
    page: [`/area-${Math.floor(index / 10)}`],
    steps: steps as unknown as GoldenPath["steps"],
    goal: "Done.",
  };
}

/** Three paths in turns, by handle and by name, with as much in between that is no step. */
function session(paths: readonly GoldenPath[]): readonly Action[] {
  return Array.from({ length: SESSION }, (_, position) => {
    const path = paths[(position * 7) % Math.min(3, paths.length)] as GoldenPath;
    const step = path.steps[(position >> 1) % STEPS];
    const isNoise = position % 2 === 1;
    const label = isNoise ? `Other ${word(position % 11)} control` : (step?.target.name ?? "");
    const id = !isNoise && position % 4 === 0 ? { id: step?.id ?? "" } : {};
    const at = 1_795_000_000_000 + position * 1_000;
    return normaliseEvent({
      event: {
        id: `a${position}`,
        type: "click",
        at,
        url: `https://app.example.com${path.page[0]}`,
        element: { tag: "button", role: "button", label, ...id },
      },
      receivedAt: at,
    });
  });
}

/** A word that is no number: numbers in names of controls are counts, which make no difference. */
function word(number: number): string {
  const syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru"];
  return Array.from(String(number + 100), (digit) => syllables[Number(digit)]).join("");
}
