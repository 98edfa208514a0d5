import type { Use } from "../messages.ts";

interface Words {
  readonly title: string;
  readonly description: string;
}

/** First words for a step; a person will better them. */
export function wordsOfUse({ kind, role, spoken, repeated }: Use): Words {
  if (spoken === undefined) return unnamed(kind, repeated ? "in any row you need" : "");
  const verb = verbOf(kind, role);
  return { title: `${verb} ${spoken}`.slice(0, 120), description: `${verb} **${spoken}**.` };
}

function unnamed(kind: Use["kind"], where: string): Words {
  const deed = { press: "Press the button", fill: "Fill in the field", choose: "Choose a value", tick: "Tick the box" }[
    kind
  ];
  return { title: deed, description: `${`${deed} ${where}`.trim()}.` };
}

function verbOf(kind: Use["kind"], role: string | undefined): string {
  if (kind === "fill") return "Fill in";
  if (kind === "choose") return "Set";
  if (kind === "tick") return "Tick";
  if (role === "link") return "Open";
  if (role === "tab") return "Go to";
  return role?.startsWith("menuitem") || role === "option" ? "Choose" : "Click";
}
