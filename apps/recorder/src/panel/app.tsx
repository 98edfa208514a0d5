import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import { type Draft, emptyDraft } from "../draft/draft.ts";
import type { Connection } from "../server/server.ts";
import { Connect } from "./connect.tsx";
import { Editor } from "./editor.tsx";
import { type Kept, keepConnection, keepDraft } from "./kept.ts";
import { Review } from "./review.tsx";

/** Not connected; making a path; looking at what will be sent. */
export function App({ kept }: { readonly kept: Kept }): JSX.Element {
  const [connection, setConnection] = useState(kept.connection);
  const [draft, setDraft] = useState(kept.draft);
  const [reviewing, setReviewing] = useState(false);

  const change = useCallback((next: (draft: Draft) => Draft) => {
    setDraft((current) => {
      const changed = next(current);
      void keepDraft(changed);
      return changed;
    });
  }, []);

  function connect(next: Connection | undefined): void {
    setConnection(next);
    setReviewing(false);
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
        <Connect onConnected={connect} />
      ) : reviewing ? (
        <Review
          connection={connection}
          draft={draft}
          onBack={() => setReviewing(false)}
          onEnded={() => connect(undefined)}
          onNew={() => {
            change(() => emptyDraft);
            setReviewing(false);
          }}
        />
      ) : (
        <Editor draft={draft} change={change} onReview={() => setReviewing(true)} />
      )}
    </>
  );
}
