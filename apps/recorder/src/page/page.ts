import {
  ensureRoot,
  findControl,
  isIgnored,
  pathOf,
  playTour,
  positionCard,
  removeRoot,
  watchPage,
  watchUse,
} from "@usher/browser/page-tools";
import { matchAnyPage } from "@usher/core";
import { extension } from "../extension-api.ts";
import { type FromPage, isFromPanel, type ToPage } from "../messages.ts";
import { describeUse } from "./describe-use.ts";

/** In the extension's own world: the page sees none of it. The script is run once per document. */
const once = globalThis as { usherRecorderRuns?: true };

let stop: () => void = () => {};
/** What is going on; undefined for nothing. */
let running: number | undefined;

function record(): () => void {
  const life = new AbortController();
  const check = watchUse(
    (element) => isControl(element),
    (element) => {
      const use = describeUse(element, location.origin + location.pathname);
      if (use !== undefined) say({ type: "used", use });
    },
    life.signal,
  );
  watchPage(check, life.signal);
  // The focus leaves the page's own window for that of a frame.
  const onBlur = (): void => {
    if (document.activeElement instanceof HTMLIFrameElement) say({ type: "in-frame" });
  };
  window.addEventListener("blur", onBlur, { signal: life.signal });
  return () => life.abort();
}

function play({ tour, startAt }: Extract<ToPage, { type: "play" }>): () => void {
  // A page that has Usher in it has its root already, and keeps it.
  const isOwn = document.querySelector("usher-root") === null;
  const { stop: stopTour } = playTour({
    root: ensureRoot({}),
    tour,
    startAt,
    positionCard,
    pageMatches: (patterns) => matchAnyPage(patterns, location.href),
    onStep: (index) => say({ type: "tour-step", index }),
    onEnd(outcome, index) {
      say({ type: "tour-ended", outcome, index });
      if (isOwn) removeRoot();
    },
  });
  return () => {
    stopTour();
    if (isOwn) removeRoot();
  };
}

/** A label passes its click on to its field, which then is what was used. */
function isControl(element: Element): boolean {
  const path = pathOf(element);
  if (findControl([element]) !== 0 || isIgnored(path) || element.matches("input[type=password],input[type=hidden]"))
    return false;
  return !(element instanceof HTMLLabelElement && element.control !== null);
}

function say(message: FromPage): void {
  // Nobody listens once the panel is closed: then nothing more is recorded.
  void extension.runtime.sendMessage(message).catch(() => {
    stop();
    running = undefined;
  });
}

if (once.usherRecorderRuns === undefined) {
  once.usherRecorderRuns = true;
  extension.runtime.onMessage.addListener((message, sender) => {
    if (!isFromPanel(sender, extension.runtime.id)) return;
    const wanted = message as ToPage;
    if (wanted.type !== "stop" && wanted.run === running) return;
    stop();
    running = wanted.type === "stop" ? undefined : wanted.run;
    stop = wanted.type === "record" ? record() : wanted.type === "play" ? play(wanted) : () => {};
  });
}
