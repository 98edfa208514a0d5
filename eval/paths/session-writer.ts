import { type Action, type GoldenPath, normaliseEvent, type PathStep, type RawEvent } from "@usher/core";
import { FIELDS, NOISE, RENAMED } from "./path-product.ts";
import { pick, type Random } from "./random.ts";

/** Writes what a browser would have reported, with everything that goes wrong on the way. */
export interface SessionWriter {
  readonly actions: readonly Action[];
  view(golden: GoldenPath): void;
  step(golden: GoldenPath, step: PathStep): void;
  /** Something on the path's own pages that is no detour. */
  onTheWay(golden: GoldenPath): void;
  /** Another page is looked at, and nothing is done there. */
  glance(): void;
  noise(): void;
  /** From then on events come from another tab. */
  tab(id: string): void;
}

/** How often the report of a step's own event is lost: network, a blocked request, a tab that closed. */
const LOST_STEP = 0.001;
/** How often any other event is. */
const LOST_OTHER = 0.05;

export function createSessionWriter(random: Random, name: string): SessionWriter {
  const actions: Action[] = [];
  let at = 1_795_000_000_000;
  let tabId = "tab-1";
  let count = 0;
  function write(event: Omit<RawEvent, "id" | "at">, lost: number): void {
    // Bursts of quick actions between long pauses.
    at += random() < 0.7 ? 300 + random() * 2_000 : 5_000 + random() * 50_000;
    const id = `${name}-${count++}`;
    if (random() < lost) return;
    const full = { ...event, id, at, tab_id: tabId } as RawEvent;
    actions.push(normaliseEvent({ event: full, receivedAt: Math.round(at) }));
  }
  const url = (page: string): string => `https://app.example.com${page}${random() < 0.2 ? "?utm=1#top" : ""}`;
  const click = (page: string, label: string, id?: string, lost = LOST_OTHER): void =>
    write(
      {
        type: "click",
        url: url(page),
        element: { tag: "button", role: "button", label, ...(id === undefined ? {} : { id }) },
      },
      lost,
    );
  return {
    actions,
    tab(id) {
      tabId = id;
    },
    view: (golden) => write({ type: "page_view", url: url(golden.page[0] ?? "/"), title: golden.title }, LOST_OTHER),
    step(golden, step) {
      const page = golden.page[0] ?? "/";
      const name = step.target.name ?? "";
      const label = name.replace(/\bN$/, String(2 + Math.floor(random() * 8)));
      if (FIELDS.includes(name)) {
        const element = { tag: "input", role: "textbox", label, id: step.id };
        return write({ type: "change", url: url(page), element }, LOST_STEP);
      }
      // Some clients report the control's id, some only its name; icons have no name, releases rename.
      const form = random();
      if (form < 0.3) click(page, label, step.id, LOST_STEP);
      else if (form < 0.4) click(page, "", step.id, LOST_STEP);
      else if (form < 0.5) click(page, "Something else altogether", step.id, LOST_STEP);
      else if (form < 0.7) click(page, pick(RENAMED[name] ?? [label], random), undefined, LOST_STEP);
      else click(page, form < 0.85 ? label : label.toUpperCase(), undefined, LOST_STEP);
    },
    onTheWay(golden) {
      const page = golden.page[0] ?? "/";
      if (random() < 0.5)
        write(
          { type: "change", url: url(page), element: { tag: "input", role: "textbox", label: "Search" } },
          LOST_OTHER,
        );
      else write({ type: "page_view", url: url(page), title: golden.title }, LOST_OTHER);
    },
    glance() {
      const page = pick(["/home", "/help", "/settings"], random);
      write({ type: "page_view", url: url(page), title: page.slice(1) }, LOST_OTHER);
      if (random() < 0.4) write({ type: "page_view", url: url("/help/articles"), title: "Help" }, LOST_OTHER);
    },
    noise() {
      const [page, label] = pick(NOISE, random);
      click(page, label);
    },
  };
}
