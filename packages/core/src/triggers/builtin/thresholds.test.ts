import { describe, expect, test } from "vitest";
import { defineGoldenPath } from "../../paths/golden-path.ts";
import { actionHistory, clicked, type ToldEvent, viewed } from "../../testing/action-history.ts";
import type { ConditionResult } from "../condition.ts";
import { createGapView } from "../create-gap-view.ts";
import { type MemoryFacts, viewMemory } from "../memory-view.ts";
import { checkParameters } from "./check-parameters.ts";
import { findBuiltin } from "./index.ts";

const DAY_MS = 86_400_000;
const path = defineGoldenPath({
  id: "share",
  title: "Share",
  page: ["/reports"],
  goal: "Shared.",
  steps: ["Open", "Format", "People", "Share"].map((name) => ({
    id: name.toLowerCase(),
    title: name,
    description: name,
    target: { selectors: [], role: "button", name },
    ...(name === "Format" ? { optional: true } : {}),
  })) as never,
});

interface Told {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly memory?: MemoryFacts;
}

function judge(
  id: string,
  nowS: number,
  events: readonly ToldEvent[],
  { params = {}, memory }: Told = {},
): ConditionResult {
  const builtin = findBuiltin(id);
  if (builtin === undefined) throw new Error(id);
  const checked = checkParameters(builtin, params);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const actions = actionHistory(...events);
  const page = actions.at(-1);
  return builtin.when(checked.params)({
    now: Math.round(nowS * 1_000),
    sessionId: "s",
    actions,
    gap: createGapView(new Map([[path.id, path]]), actions),
    ...(memory === undefined ? {} : { memory: viewMemory(memory) }),
    ...(page === undefined ? {} : { page }),
  });
}

type Row = readonly [name: string, met: boolean, nowS: number, events: readonly ToldEvent[], told?: Told];

function table(id: string, rows: readonly Row[]): void {
  describe(id, () => {
    for (const [name, met, nowS, events, told] of rows) {
      test(`${name}: ${met ? "met" : "not met"}`, () => {
        expect(judge(id, nowS, events, told)).toMatchObject({ met });
      });
    }
  });
}

const clicks = (times: readonly number[], label = "Export", more: Partial<ToldEvent> = {}): readonly ToldEvent[] =>
  times.map((atS) => clicked(atS, label, more));
const at = (x: number, y: number): Partial<ToldEvent> => ({ properties: { x, y } });
const dead = (atS: number, clickId: string, label = "Export"): ToldEvent => ({
  atS,
  type: "dead_click",
  properties: { click_id: clickId },
  element: { role: "button", label },
});

table("rage_click", [
  ["four in exactly one second", true, 11, clicks([10, 10.3, 10.6, 11])],
  ["four in a millisecond more", false, 11.001, clicks([10, 10.3, 10.6, 11.001])],
  ["three", false, 11, clicks([10, 10.3, 10.6])],
  [
    "three, each without effect",
    true,
    14,
    [
      ...[10, 10.3, 10.6].map((atS, n) => clicked(atS, "Export", { id: `c${n}` })),
      ...[0, 1, 2].map((n) => dead(12.5 + n / 10, `c${n}`)),
    ],
  ],
  [
    "three, one of them answered",
    false,
    14,
    [
      ...[10, 10.3, 10.6].map((atS, n) => clicked(atS, "Export", { id: `c${n}` })),
      ...[0, 1].map((n) => dead(12.5 + n / 10, `c${n}`)),
    ],
  ],
  ["box of 50 px", true, 11, [0, 20, 40, 50].map((x, n) => clicked(10 + n / 10, "Export", at(x, 50 - x)))],
  [
    "four in one place after one elsewhere",
    true,
    11,
    [300, 0, 10, 20, 30].map((x, n) => clicked(10 + n / 10, "Export", at(x, 0))),
  ],
  [
    "four in one place with one elsewhere last",
    true,
    11,
    [0, 10, 20, 30, 300].map((x, n) => clicked(10 + n / 10, "Export", at(x, 0))),
  ],
  [
    "four in one place with one elsewhere among them",
    true,
    11,
    [0, 10, 300, 20, 30].map((x, n) => clicked(10 + n / 10, "Export", at(x, 0))),
  ],
  ["two and two in two places", false, 11, [0, 10, 300, 310].map((x, n) => clicked(10 + n / 10, "Export", at(x, 0)))],
  ["box of 51 px", false, 11, [0, 20, 40, 51].map((x, n) => clicked(10 + n / 10, "Export", at(x, 0)))],
  ["still fresh after ten seconds", true, 20.3, clicks([10, 10.1, 10.2, 10.3])],
  ["stale a millisecond later", false, 20.301, clicks([10, 10.1, 10.2, 10.3])],
  ["on two controls", false, 11, [...clicks([10, 10.2]), ...clicks([10.1, 10.3], "Import")]],
  ["selecting text", false, 11, clicks([10, 10.1, 10.2, 10.3], "Export", { properties: { void: true } })],
  ["a stepper", false, 11, clicks([10, 10.1, 10.2, 10.3], "+")],
  ["a pager", false, 11, clicks([10, 10.1, 10.2, 10.3], "Go to next page")],
  ["a spin button", false, 11, clicks([10, 10.1, 10.2, 10.3], "Guests", { element: { role: "spinbutton" } })],
  ["in a calendar", false, 11, clicks([10, 10.1, 10.2, 10.3], "Mon", { element: { within: "calendar" } })],
  ["on a canvas", false, 11, clicks([10, 10.1, 10.2, 10.3], "Board", { element: { within: "canvas" } })],
  ["a word that only contains “next”", true, 11, clicks([10, 10.1, 10.2, 10.3], "Fill in the context")],
  ["a label the product named", false, 11, clicks([10, 10.1, 10.2, 10.3], "Roll"), { params: { ignore: ["roll"] } }],
  ["nothing names the control", false, 11, clicks([10, 10.1, 10.2, 10.3], "", { element: { role: "generic" } })],
  ["the page was left since", false, 12, [...clicks([10, 10.1, 10.2, 10.3]), viewed(11, "/other")]],
]);

table("dead_click", [
  ["one", true, 40, [dead(10, "a")]],
  ["a millisecond after the window", false, 40.001, [dead(10, "a")]],
  ["the same one reported twice, two wanted", false, 20, [dead(10, "a"), dead(10.1, "a")], { params: { atLeast: 2 } }],
  ["two on one control", true, 20, [dead(10, "a"), dead(15, "b")], { params: { atLeast: 2 } }],
  ["two on two controls", false, 20, [dead(10, "a"), dead(15, "b", "Import")], { params: { atLeast: 2 } }],
]);

const error = (atS: number, properties: ToldEvent["properties"] = { kind: "error" }): ToldEvent => ({
  atS,
  type: "error",
  ...(properties === undefined ? {} : { properties }),
});
const field = (atS: number, properties: ToldEvent["properties"], name = "vat", role = "textbox"): ToldEvent => ({
  atS,
  type: "change",
  element: { role, name, label: name },
  ...(properties === undefined ? {} : { properties }),
});

table("error_click", [
  ["an error two seconds later", true, 13, [clicked(10, "Go"), error(12)]],
  ["a millisecond more", false, 13, [clicked(10, "Go"), error(12.001)]],
  [
    "its request fails ten seconds later",
    true,
    21,
    [clicked(10, "Go", { id: "c" }), error(20, { status: 400, started_by: "c" })],
  ],
  ["a millisecond more", false, 21, [clicked(10, "Go", { id: "c" }), error(20.001, { status: 400, started_by: "c" })]],
  ["another click's request", false, 21, [clicked(10, "Go"), error(11, { status: 500, started_by: "elsewhere" })]],
  ["a request that the page made by itself", false, 12, [clicked(10, "Go"), error(11, { kind: "http", status: 500 })]],
  ["a status alone", false, 12, [clicked(10, "Go"), error(11, { status: 500 })]],
  ["the network failed, nobody said for whom", false, 12, [clicked(10, "Go"), error(11, { kind: "network" })]],
  ["a rejection", true, 12, [clicked(10, "Go"), error(11, { kind: "rejection" })]],
  [
    "the click's own request lost its network",
    true,
    12,
    [clicked(10, "Go", { id: "c" }), error(11, { kind: "http", started_by: "c" })],
  ],
  [
    "a request that went well",
    false,
    12,
    [clicked(10, "Go", { id: "c" }), error(11, { status: 399, started_by: "c" })],
  ],
  ["a newly refused field", true, 12, [clicked(10, "Go"), field(11, { invalid: true, edited: false })]],
  [
    "a field that was refused before",
    false,
    12,
    [field(5, { invalid: true }), clicked(10, "Go"), field(11, { invalid: true, edited: false })],
  ],
  ["a script's click", false, 12, [clicked(10, "Go", { properties: { trusted: false } }), error(11)]],
  ["an error nobody clicked for", false, 12, [viewed(10, "/a"), error(11)]],
]);

table("quick_back", [
  ["back after 4.999 s", true, 15, [viewed(0, "/a"), viewed(10, "/b"), viewed(14.999, "/a")]],
  ["back after 5 s", false, 16, [viewed(0, "/a"), viewed(10, "/b"), viewed(15, "/a")]],
  ["ten seconds since", true, 22, [viewed(0, "/a"), viewed(10, "/b"), viewed(12, "/a")]],
  ["a millisecond more", false, 22.001, [viewed(0, "/a"), viewed(10, "/b"), viewed(12, "/a")]],
  ["on to a third page", false, 13, [viewed(0, "/a"), viewed(10, "/b"), viewed(12, "/c")]],
  ["something was changed there", false, 13, [viewed(0, "/a"), viewed(10, "/b"), field(11, {}), viewed(12, "/a")]],
  [
    "a minute there, hidden but for four seconds",
    true,
    71,
    [
      viewed(0, "/a"),
      viewed(10, "/b"),
      { atS: 12, type: "visibility", properties: { state: "hidden" } },
      { atS: 68, type: "visibility", properties: { state: "visible" } },
      viewed(70, "/a"),
    ],
  ],
]);

const to = (...times: readonly number[]): readonly ToldEvent[] =>
  times.map((atS, n) => viewed(atS, n % 2 ? "/b" : "/a"));

table("page_loop", [
  ["third time after 15 s", true, 15, to(0, 4, 8, 12, 15)],
  ["third time a millisecond later", false, 15.001, to(0, 4, 8, 12, 15.001)],
  ["twice", false, 8, to(0, 4, 8)],
  ["reloads", false, 8, [viewed(0, "/a"), viewed(1, "/a"), viewed(2, "/a"), viewed(3, "/a?x=1")]],
  [
    "another record is the same page",
    true,
    4,
    [viewed(0, "/a/1"), viewed(1, "/b"), viewed(2, "/a/2"), viewed(3, "/b"), viewed(4, "/a/3")],
  ],
  [
    "a form was sent on the way",
    false,
    12,
    [...to(0, 4), { atS: 5, type: "submit" }, ...to(8), viewed(10, "/b"), viewed(12, "/a")],
  ],
]);

table("canonical_url_ping_pong", [
  ["two returns", true, 30, to(0, 10, 20, 30)],
  ["one return", false, 30, to(0, 10, 20)],
  ["in exactly a minute", true, 70, to(0, 10, 20, 70)],
  ["a millisecond more", false, 70.001, to(0, 10, 20, 70.001)],
  ["one is enough when told so", true, 30, to(0, 10, 20), { params: { minCycles: 1 } }],
  [
    "clicks on the way change nothing",
    true,
    30,
    [...to(0, 10), clicked(11, "x"), clicked(12, "y"), ...to(20), viewed(30, "/b")],
  ],
  ["three pages", false, 30, [viewed(0, "/a"), viewed(10, "/b"), viewed(20, "/c"), viewed(30, "/a")]],
]);

table("user_page_dwell", [
  ["at 60 s", true, 60, [viewed(0, "/a")]],
  ["a millisecond before", false, 59.999, [viewed(0, "/a")]],
  ["five actions", true, 60, [viewed(0, "/a"), ...clicks([1, 2, 3, 4])]],
  ["six actions", false, 60, [viewed(0, "/a"), ...clicks([1, 2, 3, 4, 5])]],
  [
    "hidden for a second",
    false,
    60,
    [
      viewed(0, "/a"),
      { atS: 5, type: "visibility", properties: { state: "hidden" } },
      { atS: 6, type: "visibility", properties: { state: "visible" } },
    ],
  ],
  ["on another page before", false, 60, [viewed(0, "/a"), viewed(1, "/b")]],
  [
    "away, which counts",
    true,
    60,
    [viewed(0, "/a"), { atS: 30, type: "input_activity", properties: { state: "away" } }],
  ],
  [
    "away, which does not count",
    false,
    60,
    [viewed(0, "/a"), { atS: 30, type: "input_activity", properties: { state: "away" } }],
    { params: { awayCounts: false } },
  ],
]);

const section = { params: { section: ["/billing/*"] } };
table("section_playbook_match", [
  ["ten seconds in it", true, 10, [viewed(0, "/billing/plans")], section],
  ["a millisecond less", false, 9.999, [viewed(0, "/billing/plans")], section],
  ["elsewhere", false, 20, [viewed(0, "/projects")], section],
]);

table("field_struggle", [
  ["refused twice", true, 20, [field(10, { invalid: true }), field(15, { invalid: true })]],
  ["refused once", false, 20, [field(10, { invalid: true })]],
  ["two fields once each", false, 20, [field(10, { invalid: true }), field(15, { invalid: true }, "city")]],
  [
    "refused twice, then accepted",
    false,
    20,
    [field(10, { invalid: true }), field(12, { invalid: true }), field(15, { invalid: false })],
  ],
  [
    "retyped three times",
    true,
    20,
    [field(10, { cleared: 2, invalid: false }), field(15, { cleared: 1, invalid: false })],
  ],
  ["retyped twice", false, 20, [field(10, { cleared: 2, invalid: false })]],
  ["a search box", false, 20, [field(10, { cleared: 9 }, "q", "searchbox")]],
  ["sent since", false, 20, [field(10, { cleared: 3 }), { atS: 15, type: "submit" }]],
  ["five minutes ago", true, 310, [field(10, { invalid: true }), field(15, { invalid: true })]],
  ["a millisecond more", false, 310.001, [field(10, { invalid: true }), field(15, { invalid: true })]],
]);

const edit = (atS: number, name = "team"): ToldEvent => field(atS, { edited: true, invalid: false, form: "f" }, name);
const close = (atS: number, submitted = false): ToldEvent => ({
  atS,
  type: "form_close",
  properties: { form: "f", submitted },
});
table("form_abandon", [
  ["closed", true, 20, [edit(10), close(20)]],
  ["closed after it was sent", false, 20, [edit(10), close(20, true)]],
  ["left by route", true, 20, [edit(10), viewed(20, "/b")]],
  ["left half a minute ago", true, 50, [edit(10), viewed(20, "/b")]],
  ["a millisecond more", false, 50.001, [edit(10), viewed(20, "/b")]],
  ["sent, then left", false, 20, [edit(10), { atS: 15, type: "submit" }, viewed(20, "/b")]],
  ["saved by a button, then left", false, 20, [edit(10), clicked(15, "Save team"), viewed(20, "/b")]],
  ["60 s of nothing", true, 70, [edit(10)]],
  ["a millisecond less", false, 69.999, [edit(10)]],
  ["still typing at 30 s", false, 70, [edit(10), { atS: 40, type: "input_activity", properties: { state: "active" } }]],
  ["one field, two wanted", false, 20, [edit(10), edit(12), close(20)], { params: { minFields: 2 } }],
  ["two fields", true, 20, [edit(10), edit(12, "city"), close(20)], { params: { minFields: 2 } }],
  ["a filter", false, 20, [field(10, { edited: true }, "q", "searchbox"), viewed(20, "/b")]],
  ["refused, not edited", false, 20, [field(10, { edited: false, invalid: true }), viewed(20, "/b")]],
]);

const opening = { params: { open: { label: "connect" }, done: { type: "custom", label: "verified" } } };
const done: ToldEvent = { atS: 50, type: "custom", name: "Verified" };
table("repeat_open", [
  ["three in exactly two minutes", true, 130, clicks([10, 60, 130], "Connect"), opening],
  ["three in a millisecond more", false, 130.001, clicks([10, 60, 130.001], "Connect"), opening],
  ["two", false, 60, clicks([10, 60], "Connect"), opening],
  ["completed in between", false, 130, [...clicks([10, 60, 130], "Connect"), done], opening],
  ["one reported twice, 49 ms apart", false, 60, clicks([10, 60, 60.049], "Connect"), opening],
  ["three at a steady 49 ms", false, 60, clicks([10, 10.049, 10.098], "Connect"), opening],
  [
    "five at a steady 49 ms",
    true,
    60,
    clicks(
      [0, 1, 2, 3, 4].map((n) => 10 + n * 0.049),
      "Connect",
    ),
    opening,
  ],
  ["two openings 50 ms apart", true, 61, clicks([10, 60, 60.05], "Connect"), opening],
]);

const http: ToldEvent["properties"] = { kind: "http", status: 500 };
const success = { params: { success: { type: "custom", label: "verified" } } };
table("repeat_failure", [
  ["three", true, 40, [error(10, http), error(20, http), error(30, http)], success],
  ["two", false, 40, [error(10, http), error(20, http)], success],
  ["a success in between", false, 90, [error(10, http), error(20, http), done, error(60, http)], success],
  ["eight at a steady 0.9 s", true, 40, [0, 1, 2, 3, 4, 5, 6, 7].map((n) => error(10 + n * 0.9, http)), success],
  ["three at a steady 0.9 s", false, 40, [0, 1, 2].map((n) => error(10 + n * 0.9, http)), success],
  ["three at once", false, 40, [error(10, http), error(10.5, http), error(11, http)], success],
  [
    "the same field refused at every attempt",
    true,
    40,
    [10, 20, 30].map((atS) => field(atS, { invalid: true, edited: false })),
    success,
  ],
  [
    "what the product calls a failure",
    true,
    40,
    clicks([10, 20, 30], "Try again"),
    { params: { ...success.params, failure: { label: "try again" } } },
  ],
  [
    "outside the workflow",
    false,
    40,
    [error(10, http), error(20, http), error(30, http)],
    { params: { ...success.params, workflow: ["/import"] } },
  ],
]);

const save = { params: { motif: { label: "save" }, bulk: { label: "bulk edit" } } };
const record = (atS: number, name: string): readonly ToldEvent[] => [
  clicked(atS, `Edit ${name}`),
  clicked(atS + 1, "Save"),
];
table("bulk_by_hand", [
  ["three records in two minutes", true, 121, [...record(0, "A"), ...record(60, "B"), ...record(120, "C")], save],
  ["in a millisecond more", false, 121.001, [...record(0, "A"), ...record(60, "B"), ...record(120.001, "C")], save],
  ["two records", false, 70, [...record(0, "A"), ...record(60, "B")], save],
  ["one record thrice", false, 121, [...record(0, "A"), ...record(60, "A"), ...record(120, "A")], save],
  [
    "bulk edit was used",
    false,
    121,
    [clicked(0, "Bulk edit"), ...record(1, "A"), ...record(60, "B"), ...record(110, "C")],
    save,
  ],
  [
    "rows that say who they are",
    true,
    30,
    ["1", "2", "3"].map((entity, n) => clicked(n, "Save", { element: { entity } })),
    save,
  ],
  ["pages of three records", true, 30, ["/p/1", "/p/2", "/p/3"].map((url, n) => clicked(n, "Save", { url })), save],
  ["nothing tells the records apart", false, 30, clicks([1, 2, 3], "Save"), save],
]);

const onPath = { params: { path: "share" } };
const steps = (...rows: readonly (readonly [number, string])[]): readonly ToldEvent[] =>
  rows.map(([atS, label]) => clicked(atS, label, { url: "/reports" }));
table("stuck_step", [
  ["more than 60 s and three attempts", true, 70.001, steps([10, "Open"], [20, "x"], [30, "y"], [40, "x"]), onPath],
  ["60 s to the millisecond", false, 70, steps([10, "Open"], [20, "x"], [30, "y"], [40, "x"]), onPath],
  ["two attempts", false, 90, steps([10, "Open"], [20, "x"], [30, "y"]), onPath],
  ["the next step since", false, 90, steps([10, "Open"], [20, "x"], [30, "y"], [40, "x"], [50, "People"]), onPath],
  ["not begun", false, 90, steps([20, "x"], [30, "y"], [40, "x"]), onPath],
]);
table("off_path", [
  ["two actions elsewhere", true, 50, steps([10, "Open"], [20, "x"], [30, "y"]), onPath],
  ["one", false, 50, steps([10, "Open"], [20, "x"]), onPath],
  ["never followed", false, 50, steps([20, "x"], [30, "y"], [40, "z"]), onPath],
  ["done, then elsewhere", false, 60, steps([1, "Open"], [2, "People"], [3, "Share"], [20, "x"], [30, "y"]), onPath],
  [
    "followed too badly (1 of 3)",
    false,
    50,
    steps([10, "Share"], [20, "x"], [30, "y"]),
    { params: { path: "share", fitness: 0.6 } },
  ],
]);
table("skipped_step", [
  ["a required one", true, 50, steps([10, "Open"], [20, "Share"]), onPath],
  ["an optional one", false, 50, steps([10, "Open"], [20, "People"]), onPath],
  ["made up for", false, 50, steps([10, "Open"], [20, "Share"], [30, "People"]), onPath],
  [
    "another one than asked for",
    false,
    50,
    steps([10, "Open"], [20, "Share"]),
    { params: { path: "share", step: "open" } },
  ],
]);

const known = (facts: MemoryFacts): Told => ({ params: { workflow: "share" }, memory: facts });
const workflows = (status: "mastered" | "in_progress" | "untouched", completion?: number) => ({
  share: { status, ...(completion === undefined ? {} : { completion }) },
});
table("resume_after_gap", [
  ["three days", true, 0, [], known({ lastSeenAt: -3 * DAY_MS, workflows: workflows("in_progress") })],
  ["a millisecond less", false, 0, [], known({ lastSeenAt: -3 * DAY_MS + 1, workflows: workflows("in_progress") })],
  ["nothing begun", false, 0, [], known({ lastSeenAt: -9 * DAY_MS, workflows: workflows("untouched") })],
  ["the first visit", false, 0, [], known({ workflows: workflows("in_progress") })],
  ["nothing is known", false, 0, [], { params: { workflow: "share" } }],
]);
table("adoption_gap", [
  ["seven days old", true, 0, [], known({ accountCreatedAt: -7 * DAY_MS })],
  ["a millisecond less", false, 0, [], known({ accountCreatedAt: -7 * DAY_MS + 1 })],
  ["tried", false, 0, [], known({ accountCreatedAt: -9 * DAY_MS, workflows: workflows("in_progress") })],
  ["age unknown", false, 0, [], known({})],
]);
table("repeat_attempt", [
  ["85 %", true, 0, [], known({ workflows: workflows("in_progress", 0.85) })],
  ["84 %", false, 0, [], known({ workflows: workflows("in_progress", 0.84) })],
  ["mastered", false, 0, [], known({ workflows: workflows("mastered") })],
  [
    "not begun again",
    false,
    0,
    [],
    { params: { workflow: "share", begin: { label: "open" } }, memory: { workflows: workflows("in_progress", 0.9) } },
  ],
]);
