import { tourFromPath } from "@usher/core";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { addUse, type Draft, moveStep } from "../draft/draft.ts";
import { draftToPath, idOf, pagesOf } from "../draft/draft-to-path.ts";
import { createPageLink, type PageLink } from "./page-link.ts";
import { StepItem } from "./step-item.tsx";

interface EditorProps {
  readonly draft: Draft;
  change(next: (draft: Draft) => Draft): void;
  onReview(): void;
}

type Doing = "nothing" | "recording" | "testing";

const OUTCOMES = {
  completed: "The test went through to the end.",
  dismissed: "The test was left.",
  lost: "The test could not find the control of this step. Look at how it is found.",
} as const;

/** Records, and lets everything recorded be changed. */
export function Editor({ draft, change, onReview }: EditorProps): JSX.Element {
  const [doing, setDoing] = useState<Doing>("nothing");
  const [tested, setTested] = useState<number>();
  const [news, setNews] = useState("");
  const [problems, setProblems] = useState<readonly string[]>([]);
  const link = useRef<PageLink>();

  useEffect(() => {
    link.current = createPageLink({
      onMessage(message) {
        if (message.type === "used") {
          change((current) => addUse(current, message.use));
          setNews("Step added.");
        } else if (message.type === "tour-step") setTested(message.index);
        else {
          setDoing("nothing");
          setTested(message.outcome === "lost" ? message.index : undefined);
          setNews(OUTCOMES[message.outcome]);
        }
      },
      onLost() {
        setDoing("nothing");
        setTested(undefined);
        setNews("The page is gone; recording has stopped.");
      },
    });
    return () => void link.current?.stop();
  }, []);

  async function attempt(next: Doing, work: (link: PageLink) => Promise<void>): Promise<void> {
    setProblems([]);
    setTested(undefined);
    try {
      if (link.current !== undefined) await work(link.current);
      setDoing(next);
      setNews(next === "recording" ? "Recording. Use the page as you want to show it." : "");
    } catch (error) {
      setDoing("nothing");
      setProblems([error instanceof Error ? error.message : "The page cannot be reached."]);
    }
  }

  function test(): void {
    const titled = { ...draft, title: draft.title || "Test", goal: draft.goal || "Test" };
    const read = draftToPath(titled);
    if (!read.ok) return setProblems(read.problems.map(({ path, detail }) => `${path}: ${detail}`));
    void attempt("testing", (page) => page.play(tourFromPath(read.path)));
  }

  function review(): void {
    const read = draftToPath(draft);
    if (!read.ok) return setProblems(missingWords(draft, read.problems));
    void link.current?.stop();
    onReview();
  }

  const set = (part: Partial<Draft>): void => change((current) => ({ ...current, ...part }));
  const recording = doing === "recording";
  return (
    <>
      <div class="bar">
        <button
          type="button"
          class={recording ? "button danger" : "button primary"}
          onClick={() =>
            recording
              ? void attempt("nothing", (page) => page.stop())
              : void attempt("recording", (page) => page.record())
          }
        >
          {recording ? "Stop recording" : draft.steps.length === 0 ? "Record" : "Record more"}
        </button>
        <button
          type="button"
          class="button"
          disabled={draft.steps.length === 0}
          onClick={() => (doing === "testing" ? void attempt("nothing", (page) => page.stop()) : test())}
        >
          {doing === "testing" ? "Stop test" : "Test on page"}
        </button>
      </div>
      <p class="news" role="status">
        {recording && <span class="dot" aria-hidden="true" />}
        {news}
      </p>
      {problems.length > 0 && (
        <ul class="problem" role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <section aria-labelledby="steps-title">
        <h2 id="steps-title">Steps</h2>
        {draft.steps.length === 0 && (
          <p class="quiet">None yet. What you type or choose is never recorded, nor the names of records in lists.</p>
        )}
        <ol class="steps">
          {draft.steps.map((step, index) => (
            <StepItem
              key={step.id}
              step={step}
              index={index}
              count={draft.steps.length}
              current={tested === index}
              change={change}
              onMove={(by) => {
                change((current) => moveStep(current, step.id, by));
                setNews(`${step.title} is now step ${index + 1 + by} of ${draft.steps.length}.`);
              }}
            />
          ))}
        </ol>
      </section>
      <section class="card" aria-labelledby="path-title">
        <h2 id="path-title">The path</h2>
        <Field
          label="Title"
          value={draft.title}
          placeholder="Edit many projects at once"
          onChange={(title) => set({ title })}
        />
        <Field
          label="Goal: what is true afterwards"
          value={draft.goal}
          placeholder="All selected projects are updated."
          onChange={(goal) => set({ goal })}
        />
        <Field
          label="Pages it begins on, with commas"
          value={draft.pages.join(", ")}
          placeholder={pagesOf(draft).join(", ") || "/projects"}
          onChange={(pages) =>
            set({
              pages: pages
                .split(",")
                .map((page) => page.trim())
                .filter(Boolean),
            })
          }
        />
        <Field label="Id" value={draft.id} placeholder={idOf(draft)} onChange={(id) => set({ id: id.trim() })} />
      </section>
      <button type="button" class="button primary wide" disabled={draft.steps.length === 0} onClick={review}>
        Review
      </button>
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  onChange(value: string): void;
}

/** Told when the field is left: a list with commas is not taken apart while it is typed. */
function Field({ label, value, placeholder, onChange }: FieldProps): JSX.Element {
  return (
    <label class="field">
      {label}
      <input
        type="text"
        value={value}
        placeholder={placeholder}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}

function missingWords(
  draft: Draft,
  problems: readonly { readonly path: string; readonly detail: string }[],
): readonly string[] {
  return problems.map(({ path, detail }) => {
    if (path === "title" || path === "id") return draft.title === "" ? "Give the path a title." : `${path}: ${detail}`;
    return path === "goal" ? "Say what is true afterwards: the goal." : `${path}: ${detail}`;
  });
}
