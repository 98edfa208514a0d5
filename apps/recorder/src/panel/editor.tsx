import { tourFromPath } from "@usher/core";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { addUse, type Draft, emptyDraft, moveStep, removeStep, restoreStep, STEPS_MAX } from "../draft/draft.ts";
import { draftToPath } from "../draft/draft-to-path.ts";
import { wordsOfProblems } from "../draft/words-of-problems.ts";
import { createPageLink, type PageLink } from "./page-link.ts";
import { PathCard } from "./path-card.tsx";
import { StepItem } from "./step-item.tsx";

interface EditorProps {
  readonly draft: Draft;
  change(next: (draft: Draft) => Draft): void;
  /** What to say first; empty for nothing. */
  readonly notice: string;
  readonly focusFirst: boolean;
  onReview(): void;
}

type Doing = "nothing" | "recording" | "testing";

/** What was done last, and how to take it back. */
interface News {
  readonly text: string;
  readonly undo?: (draft: Draft) => Draft;
}

const OUTCOMES = {
  completed: "The test went through to the end.",
  dismissed: "The test was left.",
  lost: "The test could not find the control of this step. Look at how it is found.",
} as const;

const LOST = {
  closed: "The tab was closed, so this has stopped. Nothing recorded is lost.",
  "out-of-reach":
    "The tab went to a site the recorder may not see, so this has stopped. Click the recorder’s icon in the toolbar there to go on.",
} as const;

/** Records, and lets everything recorded be changed. */
export function Editor({ draft, change, notice, focusFirst, onReview }: EditorProps): JSX.Element {
  const [doing, setDoing] = useState<Doing>("nothing");
  const [tested, setTested] = useState<number>();
  const [news, setNews] = useState<News>({ text: notice });
  const [problems, setProblems] = useState<readonly string[]>([]);
  const link = useRef<PageLink>();
  const first = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const recording = doing === "recording";
  const count = draft.steps.length;
  const made = useRef(draft.made);

  useEffect(() => {
    if (focusFirst) {
      window.scrollTo(0, 0);
      first.current?.focus();
    }
    link.current = createPageLink({
      onMessage(message) {
        if (message.type === "used") change((current) => addUse(current, message.use));
        else if (message.type === "in-frame")
          setNews({ text: "What is used inside a frame of the page is not recorded." });
        else if (message.type === "tour-step") setTested(message.index);
        else {
          setDoing("nothing");
          setTested(message.outcome === "lost" ? message.index : undefined);
          setNews({ text: OUTCOMES[message.outcome] });
        }
      },
      onLost(why) {
        setDoing("nothing");
        setTested(undefined);
        setNews({ text: LOST[why] });
      },
    });
    return () => void link.current?.stop();
  }, []);

  useEffect(() => {
    const isNew = draft.made > made.current;
    made.current = draft.made;
    if (!isNew || !recording) return;
    setNews({ text: `Step ${count} added: ${draft.steps.at(-1)?.title}.` });
    list.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [draft.made]);

  useEffect(() => {
    if (tested !== undefined) list.current?.children[tested]?.scrollIntoView({ block: "nearest" });
  }, [tested]);

  async function attempt(next: Doing, text: string, work: (link: PageLink) => Promise<void>): Promise<void> {
    setProblems([]);
    setTested(undefined);
    setNews({ text: "" });
    try {
      if (link.current !== undefined) await work(link.current);
      setDoing(next);
      // What was removed while the page was asked can still be taken back.
      setNews((current) => (current.undo === undefined ? { text } : current));
    } catch (error) {
      setDoing("nothing");
      setProblems([error instanceof Error ? error.message : "The page cannot be reached."]);
    }
  }

  function record(): void {
    if (recording) void attempt("nothing", "Recording has stopped.", (page) => page.stop());
    else void attempt("recording", "Recording. Use the page as you want to show it.", (page) => page.record());
  }

  function test(): void {
    if (doing === "testing") return void attempt("nothing", "The test has stopped.", (page) => page.stop());
    const titled = { ...draft, title: draft.title || "Test", goal: draft.goal || "Test" };
    const read = draftToPath(titled);
    if (!read.ok) return setProblems(wordsOfProblems(titled, read.problems));
    const text = "The test is on the page. Do there what it says.";
    void attempt("testing", text, (page) => page.play(tourFromPath(read.path)));
  }

  function review(): void {
    setNews({ text: "" });
    const read = draftToPath(draft);
    if (!read.ok) return setProblems(wordsOfProblems(draft, read.problems));
    void link.current?.stop();
    onReview();
  }

  /** The focus stays near what is gone: at the next step, else the one before, else at the beginning. */
  function remove(index: number): void {
    const step = draft.steps[index];
    if (step === undefined) return;
    change((current) => removeStep(current, step.id));
    setTested(undefined);
    setNews({ text: `${step.title} was removed.`, undo: (current) => restoreStep(current, step, index) });
    requestAnimationFrame(() => {
      const rest = [...(list.current?.querySelectorAll<HTMLElement>(".remove") ?? [])];
      (rest[index] ?? rest.at(-1) ?? first.current)?.focus();
    });
  }

  function startOver(): void {
    const before = draft;
    change(() => emptyDraft);
    setProblems([]);
    setTested(undefined);
    setNews({ text: "The path was cleared.", undo: (current) => (current.steps.length === 0 ? before : current) });
    first.current?.focus();
  }

  return (
    <>
      <div class="top">
        <div class="bar">
          <button type="button" class={recording ? "button danger" : "button primary"} ref={first} onClick={record}>
            {recording ? "Stop recording" : count === 0 ? "Record" : "Record more"}
          </button>
          <button type="button" class="button" disabled={count === 0} onClick={test}>
            {doing === "testing" ? "Stop test" : "Test on page"}
          </button>
        </div>
        <div class="news">
          {recording && <span class="dot" aria-hidden="true" />}
          <span role="status">{news.text}</span>
          {news.undo && (
            <button
              type="button"
              class="link"
              onClick={() => {
                change(news.undo ?? ((current) => current));
                setNews({ text: "It is back." });
                first.current?.focus();
              }}
            >
              Undo
            </button>
          )}
        </div>
        {problems.length > 0 && (
          <ul class="problem" role="alert">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )}
      </div>
      <section aria-labelledby="steps-title">
        <div class="row">
          <h2 id="steps-title">Steps</h2>
          {(count > 0 || draft.title !== "" || draft.goal !== "") && (
            <button type="button" class="link end" onClick={startOver}>
              Start over
            </button>
          )}
        </div>
        {count === 0 && (
          <p class="quiet">None yet. What you type or choose is never recorded, nor the names of records in lists.</p>
        )}
        {count > STEPS_MAX && (
          <p class="problem">
            A path has at most {STEPS_MAX} steps, and this one {count}: remove some before you review it.
          </p>
        )}
        <ol class="steps" ref={list}>
          {draft.steps.map((step, index) => (
            <StepItem
              key={step.id}
              step={step}
              index={index}
              count={count}
              current={tested === index}
              change={change}
              onMove={(by) => {
                change((current) => moveStep(current, step.id, by));
                setNews({ text: `${step.title} is now step ${index + 1 + by} of ${count}.` });
              }}
              onRemove={() => remove(index)}
            />
          ))}
        </ol>
      </section>
      <PathCard draft={draft} set={(part) => change((current) => ({ ...current, ...part }))} />
      <button type="button" class="button primary wide" disabled={count === 0} onClick={review}>
        Review
      </button>
    </>
  );
}
