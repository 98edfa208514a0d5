import { addDays } from "./calendar-day.ts";
import type { Priority, Project, Status } from "./project.ts";

const FIRST_NUMBER = 1042;

const names = [
  ["Website relaunch", "Onboarding email series", "Mobile app beta", "Pricing review", "Customer portal"],
  ["Brand guidelines refresh", "Data warehouse migration", "Partner programme", "Annual report", "Checkout redesign"],
  ["Support centre rewrite", "Security audit", "Loyalty scheme pilot", "Warehouse floor plan", "Analytics rollout"],
  ["Accessibility review", "Payment provider switch", "Trade fair stand", "Product photography", "Newsletter archive"],
  [
    "Search improvements",
    "Invoice automation",
    "Office move",
    "Hiring portal",
    "Referral campaign",
    "Design system 2.0",
  ],
  [
    "Image pipeline",
    "Community forum",
    "Sales playbook",
    "French localisation",
    "German localisation",
    "API rate limits",
  ],
  ["Incident runbooks", "Returns process", "Spring catalogue", "Press kit", "Power user survey", "Vendor contracts"],
  ["Single sign-on", "Notification centre", "Backup drill", "Training videos", "Store locator", "Gift cards"],
  ["Consent banner", "Workshop series", "Inventory sync", "Carbon footprint report"],
].flat();

const owners = [
  "Amara Osei",
  "Jonas Weber",
  "Priya Nair",
  "Lucía Romero",
  "Tom Hartley",
  "Mei Tanaka",
  "Yusuf Demir",
  "Hannah Lindqvist",
] as const;

// Most work is in progress and of ordinary priority, as in a real studio.
const statuses = repeated<Status>({ "in-progress": 6, planning: 3, "at-risk": 2, "on-hold": 1, done: 2 });
const priorities = repeated<Priority>({ low: 3, medium: 4, high: 2, urgent: 1 });

const progressRange: Record<Status, readonly [from: number, to: number]> = {
  planning: [0, 15],
  "in-progress": [20, 90],
  "at-risk": [25, 70],
  "on-hold": [10, 60],
  done: [100, 100],
};

/**
 * The demo's projects: 48 of them, the same on every call for the same day, so that a shown row can be
 * relied on. Due days follow `today` ("2026-03-14") so that the demo never looks abandoned.
 */
export function seedProjects(today: string): readonly Project[] {
  const next = numbersFrom(59_194);
  return names.map((name, index) => {
    const status = pick(statuses, next());
    const [from, to] = progressRange[status];
    const dueIn = status === "done" ? -Math.floor(next() * 30) - 1 : Math.floor(next() * 62) - 5;
    return {
      id: `P-${FIRST_NUMBER + index}`,
      name,
      owner: pick(owners, next()),
      status,
      priority: pick(priorities, next()),
      due: addDays(today, dueIn),
      progress: Math.round((from + next() * (to - from)) / 5) * 5,
    };
  });
}

/** Each name as many times as its weight says. */
function repeated<Name extends string>(weights: Record<Name, number>): readonly Name[] {
  return (Object.keys(weights) as Name[]).flatMap((name) => Array<Name>(weights[name]).fill(name));
}

function pick<Item>(items: readonly Item[], share: number): Item {
  return items[Math.floor(share * items.length)] as Item;
}

/** A repeatable source of numbers in [0, 1): the Park–Miller generator. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
