import type { GoldenPath, PathListing } from "@usher/core";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../draft/draft.ts";
import { draftToPath } from "../draft/draft-to-path.ts";
import { type Connection, findPath, publishPath, putPath, ServerRefusal } from "../server/server.ts";

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
  const [state, setState] = useState<"asking" | "unknown" | "looking" | "sending" | "done">("asking");
  /** What the server has under this id, as whoever looks at the review knows it. */
  const [there, setThere] = useState<PathListing>();
  const [news, setNews] = useState("");
  const [problem, setProblem] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    void ask();
  }, []);

  function fail(error: unknown, before = ""): void {
    if (error instanceof ServerRefusal && error.code.startsWith("key_")) return onEnded();
    setProblem(before + (error instanceof Error ? error.message : "The server cannot be reached."));
  }

  async function ask(): Promise<void> {
    if (!read.ok) return;
    setState("asking");
    setProblem("");
    try {
      setThere(await findPath(connection, read.path.id));
      setState("looking");
    } catch (error) {
      setState("unknown");
      fail(error);
    }
  }

  async function send(path: GoldenPath, publish: boolean): Promise<void> {
    setState("sending");
    setProblem("");
    let sent = 0;
    try {
      sent = (await putPath(connection, path, there?.latest_version ?? 0)).version;
      if (publish) await publishPath(connection, path.id, sent);
      setState("done");
      setNews(
        publish ? `Version ${sent} of ${path.id} is in force.` : `Version ${sent} of ${path.id} is kept as a draft.`,
      );
    } catch (error) {
      if (error instanceof ServerRefusal && error.code === "path_conflict") {
        await ask();
        return setProblem(
          "Somebody wrote a version of this path meanwhile, so nothing was sent. Look at it above first.",
        );
      }
      setState("looking");
      // Sent again it is the same version: the server keeps no second one that says the same.
      fail(error, sent === 0 ? "" : `Version ${sent} is kept as a draft, but is not in force yet. `);
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
        {state !== "done" && (
          <>
            <dt>There now</dt>
            <dd>
              {state === "asking" ? "Asking the server…" : state === "unknown" ? "Unknown" : wordsOfListing(there)}
            </dd>
          </>
        )}
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
        <div class="bar">
          <BackButton onBack={onBack} />
          <button type="button" class="button primary" onClick={onNew}>
            Record another path
          </button>
        </div>
      ) : state === "unknown" ? (
        <div class="bar">
          <BackButton onBack={onBack} />
          <button type="button" class="button primary" onClick={() => void ask()}>
            Try again
          </button>
        </div>
      ) : (
        <div class="bar">
          <BackButton onBack={onBack} />
          <button type="button" class="button" disabled={state !== "looking"} onClick={() => void send(path, false)}>
            Keep as draft
          </button>
          <button
            type="button"
            class="button primary"
            disabled={state !== "looking"}
            onClick={() => void send(path, true)}
          >
            Publish
          </button>
        </div>
      )}
    </section>
  );
}

function wordsOfListing(listing: PathListing | undefined): string {
  if (listing === undefined) return "Nothing: this path is new.";
  const { latest_version: latest, published_version: published, in_force: inForce } = listing;
  if (latest === 0) return "The configuration’s path of this id. Yours takes its place when it is published.";
  const force =
    published === null
      ? inForce === "configuration"
        ? "the configuration’s is in force"
        : "none is in force"
      : published === latest
        ? "it is in force"
        : `version ${published} is in force`;
  return `Version ${latest}, “${listing.title}”; ${force}. Yours becomes version ${latest + 1}.`;
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
