import { type Action, type GoldenPath, normaliseEvent, type PathStep, type RawEvent } from "@usher/core";

/** What happened in a generated session, known because it was planned. */
export interface LabelledSession {
  readonly shape: Shape;
  readonly actions: readonly Action[];
  /** Paths that were really followed. */
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
  "abandoned",
  "wandering",
  "nothing_wrong",
] as const;
export type Shape = (typeof SHAPES)[number];

/** A product of eight workflows; two begin alike and then part, three share their first control, two have optional steps. */
export const PATHS: readonly GoldenPath[] = [
  path("connect-source", "/sources", ["Add source", "API endpoint", "API key", "Test connection", "Mark complete"]),
  path(
    "create-dashboard",
    "/dashboards",
    ["New dashboard", "Pick template", "Name dashboard", "Add chart", "Publish dashboard"],
    { optional: [1] },
  ),
  path("invite-team", "/team", ["Invite people", "Email addresses", "Choose role", "Send invitations"], {
    optional: [2],
  }),
  path("bulk-edit", "/projects", ["Table options", "Bulk edit", "Select row", "Apply to N"]),
  path("export-report-pdf", "/reports", ["Open report", "Export", "PDF layout", "Download PDF"]),
  path("export-report-csv", "/reports", ["Open report", "Export", "CSV columns", "Download CSV"]),
  path("set-alert", "/alerts", ["New alert", "Pick metric", "Set threshold", "Pick channel", "Save alert"]),
  path("billing-plan", "/billing", ["Change plan", "Compare plans", "Pick plan", "Confirm payment"], { optional: [1] }),
];

const NOISE: readonly (readonly [string, string])[] = [
  ["/projects", "Sort by name"],
  ["/projects", "Filter status"],
  ["/team", "Show inactive"],
  ["/reports", "Next page"],
  ["/dashboards", "Zoom in"],
  ["/alerts", "Collapse list"],
  ["/home", "Read news"],
  ["/home", "Open profile"],
  ["/settings", "Dark mode"],
  ["/settings", "Save settings"],
];

/** `count` sessions of every shape; the same seed gives the same sessions. */
export function generateSessions(count: number, seed: number): readonly LabelledSession[] {
  return SHAPES.flatMap((shape, shapeIndex) =>
    Array.from({ length: count }, (_, index) =>
      generate(shape, index, createRandom(seed + shapeIndex * 10_000 + index)),
    ),
  );
}

type Random = () => number;

function generate(shape: Shape, index: number, random: Random): LabelledSession {
  const writer = createWriter(random, `${shape}-${index}`);
  const first = pick(PATHS, random);
  const missed: string[] = [];
  const workflows: string[] = [first.id];
  let isFine = true;
  switch (shape) {
    case "linear":
      follow(writer, first, first.steps, random, 0.3);
      break;
    case "branching": {
      const exporting = random() < 0.5 ? "export-report-pdf" : "export-report-csv";
      const branch = PATHS.find(({ id }) => id === exporting) ?? first;
      workflows[0] = branch.id;
      follow(writer, branch, branch.steps, random, 0.2);
      break;
    }
    case "optional":
      follow(
        writer,
        first,
        first.steps.filter((step) => step.optional !== true || random() < 0.4),
        random,
        0.3,
      );
      break;
    case "interleaved": {
      const second = pick(
        PATHS.filter(({ id }) => !isAlike(id, first.id)),
        random,
      );
      workflows.push(second.id);
      interleave(writer, first, second, random);
      break;
    }
    case "abandoned": {
      isFine = false;
      const skipped = 1 + Math.floor(random() * (first.steps.length - 2));
      const end = Math.min(first.steps.length, skipped + 2);
      const step = first.steps[skipped];
      if (step !== undefined && step.optional !== true) missed.push(`${first.id}/${step.id}`);
      follow(
        writer,
        first,
        first.steps.slice(0, end).filter((_, at) => at !== skipped),
        random,
        0.1,
      );
      for (let noise = 0; noise < 3; noise++) writer.noise();
      break;
    }
    case "wandering":
      workflows.length = 0;
      isFine = false;
      for (let noise = 0; noise < 6 + random() * 10; noise++) writer.noise();
      // A look at the first control of something is not following it.
      if (random() < 0.3) writer.menu();
      break;
    case "nothing_wrong":
      follow(writer, first, withRepeats(withSwap(first.steps, random), random), random, 0.4);
      break;
  }
  return { shape, actions: writer.actions, workflows, missed, isFine };
}

/** The two exports differ only at the end: doing both at once cannot be told from doing one. */
function isAlike(left: string, right: string): boolean {
  return left === right || (left.startsWith("export-") && right.startsWith("export-"));
}

function follow(writer: Writer, golden: GoldenPath, steps: readonly PathStep[], random: Random, noise: number): void {
  writer.view(golden);
  for (const step of steps) {
    if (random() < noise) writer.onTheWay(golden);
    writer.step(golden, step);
  }
}

function interleave(writer: Writer, left: GoldenPath, right: GoldenPath, random: Random): void {
  const rest = [left, right].map((golden) => ({ golden, steps: [...golden.steps] }));
  let current = 0;
  writer.view(left);
  for (;;) {
    const place = rest[current];
    const step = place?.steps.shift();
    if (place !== undefined && step !== undefined) writer.step(place.golden, step);
    if (rest.every(({ steps }) => steps.length === 0)) return;
    if (rest[current]?.steps.length === 0 || random() < 0.4) {
      current = 1 - current;
      const other = rest[current];
      if (other !== undefined && other.steps.length > 0) writer.view(other.golden);
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

interface Writer {
  readonly actions: Action[];
  view(golden: GoldenPath): void;
  step(golden: GoldenPath, step: PathStep): void;
  /** Something on the path's own pages that is no detour. */
  onTheWay(golden: GoldenPath): void;
  noise(): void;
  menu(): void;
}

function createWriter(random: Random, name: string): Writer {
  const actions: Action[] = [];
  let at = 1_795_000_000_000;
  function write(event: Omit<RawEvent, "id" | "at">): void {
    // Bursts of quick actions between long pauses.
    at += random() < 0.7 ? 300 + random() * 2_000 : 5_000 + random() * 50_000;
    const id = `${name}-${actions.length}`;
    actions.push(normaliseEvent({ event: { ...event, id, at }, receivedAt: Math.round(at) }));
  }
  const url = (page: string): string => `https://app.example.com${page}`;
  const click = (page: string, label: string): void =>
    write({ type: "click", url: url(page), element: { tag: "button", role: "button", label } });
  return {
    actions,
    view: (golden) => write({ type: "page_view", url: url(golden.page[0] ?? "/"), title: golden.title }),
    step(golden, step) {
      const page = golden.page[0] ?? "/";
      const label = (step.target.name ?? "").replace(/\bN$/, String(2 + Math.floor(random() * 8)));
      const isField = ["API endpoint", "API key", "Email addresses", "Name dashboard"].includes(step.target.name ?? "");
      // Some clients report the control's id, some only its name, some in other letters.
      const form = random();
      if (isField)
        write({ type: "change", url: url(page), element: { tag: "input", role: "textbox", label, id: step.id } });
      else if (form < 0.4)
        write({ type: "click", url: url(page), element: { tag: "button", role: "button", label, id: step.id } });
      else click(page, form < 0.7 ? label : label.toUpperCase());
    },
    onTheWay(golden) {
      const page = golden.page[0] ?? "/";
      if (random() < 0.5)
        write({ type: "change", url: url(page), element: { tag: "input", role: "textbox", label: "Search" } });
      else write({ type: "page_view", url: url(page), title: golden.title });
    },
    noise() {
      const [page, label] = pick(NOISE, random);
      click(page, label);
    },
    menu: () => click("/reports", "Open report"),
  };
}

function path(
  id: string,
  page: string,
  names: readonly string[],
  options: { optional?: readonly number[] } = {},
): GoldenPath {
  const steps = names.map((name, index): PathStep => {
    const stepId = name.toLowerCase().replaceAll(" ", "-");
    return {
      id: stepId,
      title: name,
      description: `Use **${name}**.`,
      target: { selectors: [`#${stepId}`], name },
      ...(options.optional?.includes(index) === true ? { optional: true } : {}),
    };
  });
  const [first, ...others] = steps;
  if (first === undefined) throw new Error(`${id} has no steps`);
  return {
    id,
    title: id.replaceAll("-", " "),
    page: [page],
    steps: [first, ...others],
    goal: `${names.at(-1)} is done.`,
  };
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

/** Mulberry32. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
