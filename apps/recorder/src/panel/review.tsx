import type { GoldenPath } from "@usher/core";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../draft/draft.ts";
import { draftToPath } from "../draft/draft-to-path.ts";
import { type Connection, latestVersion, publishPath, putPath, ServerRefusal } from "../server/server.ts";

interface ReviewProps {
  readonly connection: Connection;
  readonly draft: Draft;
  onBack(): void;
  /** The token has ended. */
  onEnded(): void;
  onNew(): void;
}

/** Everything that will leave the browser, before it does. */
export function Review({ connection, draft, onBack, onEnded, onNew }: ReviewProps): JSX.Element {
  const read = draftToPath(draft);
  const [state, setState] = useState<"looking" | "sending" | "done">("looking");
  const [news, setNews] = useState("");
  const [problem, setProblem] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function send(path: GoldenPath, publish: boolean): Promise<void> {
    setState("sending");
    setProblem("");
    try {
      const { version } = await putPath(connection, path, await latestVersion(connection, path.id));
      if (publish) await publishPath(connection, path.id, version);
      setState("done");
      setNews(
        publish
          ? `Version ${version} of ${path.id} is in force.`
          : `Version ${version} of ${path.id} is kept as a draft.`,
      );
    } catch (error) {
      setState("looking");
      if (error instanceof ServerRefusal && error.code === "key_unknown") return onEnded();
      setProblem(error instanceof Error ? error.message : "The server cannot be reached.");
    }
  }

  if (!read.ok) return <BackButton onBack={onBack} />;
  const { path } = read;
  return (
    <section aria-labelledby="review-title">
      <h2 id="review-title" tabIndex={-1} ref={heading}>
        This will be sent, and nothing else
      </h2>
      <dl class="facts card">
        <dt>Title</dt>
        <dd>{path.title}</dd>
        <dt>Goal</dt>
        <dd>{path.goal}</dd>
        <dt>Begins on</dt>
        <dd>{path.page.join(", ")}</dd>
        <dt>Id</dt>
        <dd>{path.id}</dd>
      </dl>
      <ol class="steps">
        {path.steps.map((step) => (
          <li class="step" key={step.id}>
            <strong>{step.title}</strong>
            {step.optional && <span class="quiet"> · optional</span>}
            <p>
              <Words text={step.description} />
            </p>
            <p class="code-text quiet">
              {[
                ...step.target.selectors,
                ...(step.target.role === undefined ? [] : [`role ${step.target.role}`]),
                ...(step.target.name === undefined ? [] : [`name “${step.target.name}”`]),
                ...(step.page ?? []),
              ].join(" · ")}
            </p>
          </li>
        ))}
      </ol>
      <p class="news" role="status">
        {state === "sending" ? "Sending…" : news}
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {state === "done" ? (
        <button type="button" class="button primary wide" onClick={onNew}>
          Record another path
        </button>
      ) : (
        <div class="bar">
          <BackButton onBack={onBack} />
          <button type="button" class="button" disabled={state === "sending"} onClick={() => void send(path, false)}>
            Keep as draft
          </button>
          <button
            type="button"
            class="button primary"
            disabled={state === "sending"}
            onClick={() => void send(path, true)}
          >
            Publish
          </button>
        </div>
      )}
    </section>
  );
}

/** As the chat shows it: **names of controls** stand out. */
function Words({ text }: { readonly text: string }): JSX.Element {
  return <>{text.split("**").map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part))}</>;
}

function BackButton({ onBack }: { onBack(): void }): JSX.Element {
  return (
    <button type="button" class="button" onClick={onBack}>
      Back
    </button>
  );
}
