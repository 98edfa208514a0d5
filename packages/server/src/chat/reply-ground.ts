import { type Action, howToFromPath, type ReplyGround, type Trigger } from "@usher/core";

interface Spoken {
  readonly trigger: Trigger | undefined;
  /** Said instead of a how-to when there is none. */
  readonly howTo: string;
  /** Oldest first. */
  readonly actions: readonly Action[];
  readonly allowLinks: readonly string[];
  /** The user's turns and the offer's text. */
  readonly said: readonly string[];
}

/** Longer texts are contents of the page, not names of controls. */
const MAX_LABEL_CHARS = 60;
const MAX_LABEL_WORDS = 8;
const MAX_LABELS = 100;

/** What a reply may name: the path, and what the page the user is on showed. */
export function replyGround({ trigger, howTo, actions, allowLinks, said }: Spoken): ReplyGround {
  const path = trigger?.howTo;
  const page = actions.at(-1)?.url;
  const labels = actions.filter(({ url }) => url === page).map(({ label }) => label);
  const fromPath = path === undefined ? [] : path.steps.flatMap(({ target }) => target.name ?? []);
  return {
    howTo: path === undefined ? howTo : howToFromPath(path),
    names: [...(path === undefined ? [] : [path.title]), ...fromPath],
    urls: allowLinks,
    said: [...said, ...shortest(labels)],
  };
}

function shortest(labels: readonly string[]): readonly string[] {
  return [...new Set(labels)]
    .filter((label) => label !== "" && label.length <= MAX_LABEL_CHARS && label.split(/\s+/).length <= MAX_LABEL_WORDS)
    .slice(-MAX_LABELS);
}
