import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { extension } from "../extension-api.ts";
import { askForToken, type Connection, type Pairing, readHost, ServerRefusal, startPairing } from "../server/server.ts";

interface Waiting extends Pairing {
  readonly host: string;
}

/** Asks for the server, shows a code, and waits until an operator has approved it. */
export function Connect({ onConnected }: { onConnected(connection: Connection): void }): JSX.Element {
  const [host, setHost] = useState("");
  const [waiting, setWaiting] = useState<Waiting>();
  const [problem, setProblem] = useState("");

  useEffect(() => {
    if (waiting === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    async function look({ host: at, deviceCode, intervalS }: Waiting): Promise<void> {
      try {
        const connection = await askForToken(at, deviceCode);
        if (isOver) return;
        if (connection !== undefined) return onConnected(connection);
      } catch (error) {
        if (isOver) return;
        if (error instanceof ServerRefusal && error.code === "device_code_unknown") {
          setWaiting(undefined);
          return setProblem("Nobody approved the code in time. Connect again for a new one.");
        }
      }
      timer = setTimeout(() => void look(waiting as Waiting), intervalS * 1_000);
    }
    timer = setTimeout(() => void look(waiting), waiting.intervalS * 1_000);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [waiting]);

  async function connect(): Promise<void> {
    setProblem("");
    const origin = readHost(host);
    if (origin === undefined) return setProblem("Write the server’s address, e.g. https://usher.example.com.");
    try {
      // First of all: the browser asks the person only in answer to their click.
      if (!(await extension.permissions.request({ origins: [`${origin}/*`] }))) {
        return setProblem("Without leave for the server the recorder cannot reach it.");
      }
      setWaiting({ host: origin, ...(await startPairing(origin)) });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The server cannot be reached.");
    }
  }

  if (waiting !== undefined) {
    return (
      <section class="card" aria-labelledby="code-title">
        <h2 id="code-title">Approve this recorder</h2>
        <p>On the server, or wherever you have its admin key, run:</p>
        <code class="command">{waiting.verification}</code>
        <p role="status">
          Waiting for approval of <strong class="code">{waiting.userCode}</strong>. The code ends in ten minutes.
        </p>
        <button type="button" class="button" onClick={() => setWaiting(undefined)}>
          Cancel
        </button>
      </section>
    );
  }
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void connect();
      }}
    >
      <h2>Connect to your Usher</h2>
      <label class="field">
        Server
        <input
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder="https://usher.example.com"
          value={host}
          onInput={({ currentTarget }) => setHost(currentTarget.value)}
        />
      </label>
      <p class="quiet">
        You will see a code that an operator approves. The recorder may then write golden paths for eight hours.
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" class="button primary">
        Connect
      </button>
    </form>
  );
}
