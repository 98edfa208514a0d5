import type { JSX } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { type Draft, emptyDraft } from "../draft/draft.ts";
import type { Connection } from "../server/server.ts";
import { Connect } from "./connect.tsx";
import { Editor } from "./editor.tsx";
import { type Kept, keepConnection, keepDraft, watchDraft } from "./kept.ts";
import { Review } from "./review.tsx";

const ENDED =
  "The server no longer takes this recorder’s key: it ended, or was revoked. Connect again; your path is kept.";
const INTERRUPTED = {
  record: "Recording stopped when the panel was closed.",
  play: "The test stopped when the panel was closed.",
} as const;

/** Not connected; making a path; looking at what will be sent. */
export function App({ kept }: { readonly kept: Kept }): JSX.Element {
  const [connection, setConnection] = useState(kept.connection);
  const [draft, setDraft] = useState(kept.draft);
  const [reviewing, setReviewing] = useState(false);
  const [notice, setNotice] = useState("");
  const [host, setHost] = useState(kept.host);
  /** Whoever came here by a button, goes on from the screen's beginning; whoever opened the panel, from the page's. */
  const [moved, setMoved] = useState(false);

  const change = useCallback((next: (draft: Draft) => Draft) => {
    setDraft((current) => {
      const changed = next(current);
      void keepDraft(changed);
      return changed;
    });
  }, []);
  useEffect(() => watchDraft(setDraft), []);

  function connect(next: Connection | undefined, why = ""): void {
    setConnection(next);
    if (next !== undefined) setHost(next.host);
    setNotice(why);
    setReviewing(false);
    setMoved(true);
    void keepConnection(next);
  }

  return (
    <>
      <header class="head">
        <h1>Usher Recorder</h1>
        {connection && (
          <p class="quiet">
            {connection.productId} · {new URL(connection.host).host}{" "}
            <button type="button" class="link" onClick={() => connect(undefined)}>
              Disconnect
            </button>
          </p>
        )}
      </header>
      {connection === undefined ? (
        <Connect
          kept={{ waiting: moved ? undefined : kept.waiting, host }}
          notice={notice}
          focusFirst={moved}
          onConnected={connect}
        />
      ) : reviewing ? (
        <Review
          connection={connection}
          draft={draft}
          onBack={() => {
            setMoved(true);
            setReviewing(false);
          }}
          onEnded={() => connect(undefined, ENDED)}
          onNew={() => {
            change(() => emptyDraft);
            setMoved(true);
            setReviewing(false);
          }}
        />
      ) : (
        <Editor
          draft={draft}
          change={change}
          notice={kept.interrupted && !moved ? INTERRUPTED[kept.interrupted.doing] : ""}
          focusFirst={moved}
          onReview={() => setReviewing(true)}
        />
      )}
    </>
  );
}
