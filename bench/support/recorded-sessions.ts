import {
  all,
  builtinTrigger,
  compileRules,
  countWithin,
  createSnapshot,
  defineGoldenPath,
  defineTrigger,
  discovered,
  type EngineRules,
  latestAction,
  normaliseEvent,
  not,
  type RawEvent,
  type RecordedSession,
  type RecordedStep,
  type Trigger,
} from "@usher/core";
import { createRandomSource } from "@usher/core/testing";

const ORIGIN = "https://app.example.com";
const PAGES = ["/projects", "/reports", "/settings", "/team"] as const;
const LABELS = ["Save changes", "Edit", "Cancel", "Filter", "Export", "Invite", "Open details", "Next page"] as const;
const START = 1_800_000_000_000;
const DAY_MS = 86_400_000;

/** Twenty triggers as a product has them: five for each of four pages, built-ins and counts of its own. */
export function productRules(): EngineRules {
  return compileRules(PAGES.flatMap((page) => triggersOf(page)));
}

function triggersOf(page: string): readonly Trigger[] {
  const name = page.slice(1);
  const howTo = defineGoldenPath({
    id: `help-${name}`,
    title: "Help",
    page: [page],
    steps: [{ id: "one", title: "One", description: "Click **One**.", target: { selectors: ["#one"] } }],
    goal: "Done.",
  });
  const common = { page, howTo, until: discovered({ label: "bulk edit", page }), offer: { body: "May I help?" } };
  const own = (id: string, label: string, atLeast: number): Trigger =>
    defineTrigger({
      ...common,
      id: `${name}_${id}`,
      when: all(
        countWithin({ type: "click", label, page, atLeast, withinS: 120 }),
        latestAction({ page }),
        not(discovered({ label: "bulk edit" })),
      ),
    });
  return [
    own("saves", "save changes", 3),
    own("exports", "export", 3),
    builtinTrigger("rage_click", { ...common, id: `${name}_rage` }),
    builtinTrigger("canonical_url_ping_pong", { ...common, id: `${name}_ping_pong` }),
    builtinTrigger("user_page_dwell", { ...common, id: `${name}_dwell` }),
  ];
}

/** A visit that wanders over the pages: so many actions, some seconds apart, one per request as the page SDK sends clicks. */
export function recordedSession(number: number, actions: number): RecordedSession {
  const random = createRandomSource(number);
  const sessionId = `s${number}`;
  const createdAt = START + (number % 28) * DAY_MS + number;
  let at = createdAt;
  let page: string = random.pick(PAGES);
  const steps = Array.from({ length: actions }, (_, index): RecordedStep => {
    at += 200 + random.below(12_000);
    const leaves = index === 0 || random.below(8) === 0;
    if (leaves) page = random.pick(PAGES);
    const event: RawEvent = {
      id: `${sessionId}-${index}`,
      type: leaves ? "page_view" : "click",
      at,
      url: ORIGIN + page,
      ...(leaves ? {} : { element: { tag: "button", role: "button", label: random.pick(LABELS) } }),
    };
    const input = { type: "actions", actions: [normaliseEvent({ event, receivedAt: at })] } as const;
    return { at, input, given: { audience: true } };
  });
  const start = createSnapshot(sessionId, RULES.policy, createdAt);
  return { sessionId, subject: `user:${number >> 1}`, userId: null, createdAt, start, steps };
}

const RULES = compileRules([]);
