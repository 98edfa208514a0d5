import type { Action, GoldenPath, PathStep } from "@usher/core";
import { PATHS } from "./path-product.ts";
import { createRandom, pick, pickSome, type Random } from "./random.ts";
import { createSessionWriter, type SessionWriter } from "./session-writer.ts";

/** What happened in a generated session, known because it was planned. */
export interface LabelledSession {
  readonly shape: Shape;
  readonly actions: readonly Action[];
  /** Paths that were really followed: two of their steps or more. */
  readonly workflows: readonly string[];
  /** Required steps that were left out although a later one was done, as `path/step`. */
  readonly missed: readonly string[];
  /** Nothing went wrong: nobody should be told that they left a path. */
  readonly isFine: boolean;
}

export const SHAPES = [
  "linear",
  "branching",
  "optional",
  "interleaved",
  "two_tabs",
  "repeated",
  "skipped",
  "abandoned",
  "wandering",
  "nothing_wrong",
] as const;
export type Shape = (typeof SHAPES)[number];

/** `count` sessions of every shape; the same seed gives the same sessions. */
export function generateSessions(count: number, seed: number): readonly LabelledSession[] {
  return SHAPES.flatMap((shape, shapeIndex) =>
    Array.from({ length: count }, (_, index) => {
      const random = createRandom(seed * 1_000_003 + shapeIndex * 10_000 + index);
      const writer = createSessionWriter(random, `${shape}-${index}`);
      const plan: Plan = { writer, random, index, golden: PATHS[index % PATHS.length] as GoldenPath };
      return { shape, ...GENERATORS[shape](plan), actions: writer.actions };
    }),
  );
}

interface Plan {
  readonly writer: SessionWriter;
  readonly random: Random;
  readonly index: number;
  readonly golden: GoldenPath;
}

type Truth = Pick<LabelledSession, "workflows" | "missed" | "isFine">;

const GENERATORS: Readonly<Record<Shape, (plan: Plan) => Truth>> = {
  linear({ writer, golden, random }) {
    follow(writer, golden, golden.steps, random, 0.3);
    return fine(golden);
  },

  /** The exports begin with the same two controls. */
  branching({ writer, random, index }) {
    const id = index % 2 === 0 ? "export-report-pdf" : "export-report-csv";
    const golden = PATHS.find((each) => each.id === id) as GoldenPath;
    follow(writer, golden, golden.steps, random, 0.2);
    return fine(golden);
  },

  optional({ writer, golden, random }) {
    const steps = golden.steps.filter((step) => step.optional !== true || random() < 0.4);
    follow(writer, golden, steps, random, 0.3);
    return fine(golden);
  },

  interleaved({ writer, golden, random }) {
    const second = other(golden, random);
    interleave(writer, golden, second, random, false);
    return fine(golden, second);
  },

  /** As interleaved, without the looks at the other page: it was open all the time. */
  two_tabs({ writer, golden, random }) {
    const second = other(golden, random);
    interleave(writer, golden, second, random, true);
    return fine(golden, second);
  },

  /** Given up at some step, then done again from its beginning, up to three times. */
  repeated({ writer, golden, random }) {
    for (let attempt = 0; attempt < 1 + Math.floor(random() * 3); attempt++) {
      const reached = 1 + Math.floor(random() * (golden.steps.length - 2));
      follow(writer, golden, golden.steps.slice(0, reached), random, 0.2);
      if (random() < 0.5) writer.glance();
    }
    follow(writer, golden, golden.steps, random, 0.2);
    return fine(golden);
  },

  /** One required step left out on the way to the end. */
  skipped({ writer, golden, random }) {
    const inner = golden.steps.slice(1, -1).filter((step) => step.optional !== true);
    const skipped = pick(inner, random);
    const steps = golden.steps.filter((step) => step !== skipped);
    follow(writer, golden, steps, random, 0.2);
    return { workflows: [golden.id], missed: [`${golden.id}/${skipped.id}`], isFine: false };
  },

  /** Given up at every place in turn, half of the time with a step left out before; then something else. */
  abandoned({ writer, golden, random, index }) {
    const reached = distinct(golden, 2 + (index % Math.max(1, golden.steps.length - 2)));
    const before = golden.steps.slice(1, reached - 1).filter((step) => step.optional !== true);
    const skipped = before.length === 0 || reached < 4 || random() < 0.5 ? undefined : pick(before, random);
    const steps = golden.steps.slice(0, reached).filter((step) => step !== skipped);
    follow(writer, golden, steps, random, 0.1);
    for (let noise = 0; noise < 4; noise++) writer.noise();
    const missed = skipped === undefined ? [] : [`${golden.id}/${skipped.id}`];
    return { workflows: [golden.id], missed, isFine: false };
  },

  /** Clicks about, and touches single steps of several paths: none of them is followed. */
  wandering({ writer, random }) {
    const apart = PATHS.filter(({ id }) => id !== "export-report-csv");
    const touched = pickSome(apart, Math.floor(random() * 5), random);
    const rest = touched.map((golden) => ({ golden, step: pick(golden.steps, random) }));
    for (let noise = 0; noise < 6 + random() * 10; noise++) {
      writer.noise();
      const touch = random() < 0.4 ? rest.pop() : undefined;
      if (touch !== undefined && random() < 0.5) writer.view(touch.golden);
      if (touch !== undefined) writer.step(touch.golden, touch.step);
    }
    return { workflows: [], missed: [], isFine: false };
  },

  /** Neighbours in the other order, repeats, a form filled in, a glance at another page: all of it is fine. */
  nothing_wrong({ writer, golden, random }) {
    const steps = withRepeats(withSwap(golden.steps, random), random);
    follow(writer, golden, steps, random, 0.4, 0.15);
    return fine(golden);
  },
};

function fine(...paths: readonly GoldenPath[]): Truth {
  return { workflows: paths.map(({ id }) => id), missed: [], isFine: true };
}

/** The exports differ only at the end: before it nobody can tell which of them is followed. */
function distinct({ id }: GoldenPath, reached: number): number {
  return id.startsWith("export-") ? Math.max(3, reached) : reached;
}

/** The exports at once cannot be told from one of them. */
function other(golden: GoldenPath, random: Random): GoldenPath {
  const isExport = ({ id }: GoldenPath): boolean => id.startsWith("export-");
  return pick(
    PATHS.filter((each) => each !== golden && !(isExport(each) && isExport(golden))),
    random,
  );
}

function follow(
  writer: SessionWriter,
  golden: GoldenPath,
  steps: readonly PathStep[],
  random: Random,
  noise: number,
  glance = 0,
): void {
  writer.view(golden);
  for (const step of steps) {
    if (random() < noise) writer.onTheWay(golden);
    if (random() < glance) {
      writer.glance();
      writer.view(golden);
    }
    writer.step(golden, step);
  }
}

function interleave(writer: SessionWriter, left: GoldenPath, right: GoldenPath, random: Random, inTabs: boolean): void {
  const rest = [left, right].map((golden, index) => ({ golden, steps: [...golden.steps], tab: `tab-${index + 1}` }));
  let current = 0;
  if (inTabs) writer.view(right);
  writer.view(left);
  for (;;) {
    const place = rest[current];
    if (place !== undefined && inTabs) writer.tab(place.tab);
    const step = place?.steps.shift();
    if (place !== undefined && step !== undefined) writer.step(place.golden, step);
    if (rest.every(({ steps }) => steps.length === 0)) return;
    if (rest[current]?.steps.length === 0 || random() < 0.4) {
      current = 1 - current;
      const next = rest[current];
      if (!inTabs && next !== undefined && next.steps.length > 0) writer.view(next.golden);
    }
  }
}

/** Two neighbours in the other order: people fill in forms as they like. */
function withSwap(steps: readonly PathStep[], random: Random): readonly PathStep[] {
  if (steps.length < 4 || random() < 0.5) return steps;
  const at = 1 + Math.floor(random() * (steps.length - 3));
  return steps.map((step, index) =>
    index === at ? (steps[at + 1] ?? step) : index === at + 1 ? (steps[at] ?? step) : step,
  );
}

function withRepeats(steps: readonly PathStep[], random: Random): readonly PathStep[] {
  return steps.flatMap((step, index) => (index < steps.length - 1 && random() < 0.25 ? [step, step] : [step]));
}
