import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { extension } from "../extension-api.ts";
import { askForToken, type Connection, readHost, ServerRefusal, startPairing } from "../server/server.ts";
import { type Kept, keepWaiting, type Waiting } from "./kept.ts";

interface ConnectProps {
  /** What the panel had before it was closed. */
  readonly kept: Pick<Kept, "waiting" | "host">;
  /** Why there is no connection any more; empty for no reason. */
  readonly notice: string;
  readonly focusFirst: boolean;
  onConnected(connection: Connection): void;
}

const TOO_LATE =
  "The code is over: nobody approved it in time, or the server was started again. Connect for a new one.";

/** Asks for the server, shows a code, and waits until an operator has approved it. */
export function Connect({ kept, notice, focusFirst, onConnected }: ConnectProps): JSX.Element {
  const [host, setHost] = useState(kept.waiting?.host ?? kept.host);
  const [waiting, setWaiting] = useState(kept.waiting);
  const [problem, setProblem] = useState(notice);
  const [silent, setSilent] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const isFirst = useRef(true);

  useEffect(() => {
    // The button that was pressed is gone: reading goes on at the heading, writing in the field.
    if (!isFirst.current || focusFirst) (heading.current ?? field.current)?.focus();
    isFirst.current = false;
    void keepWaiting(waiting);
    if (waiting === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    async function look({ host: at, deviceCode, intervalS, until }: Waiting): Promise<void> {
      try {
        const connection = await askForToken(at, deviceCode);
        if (isOver) return;
        setSilent(false);
        if (connection !== undefined) {
          void keepWaiting(undefined);
          return onConnected(connection);
        }
      } catch (error) {
        if (isOver) return;
        const isUnknown = error instanceof ServerRefusal && error.code === "device_code_unknown";
        if (isUnknown || Date.now() > until) {
          setWaiting(undefined);
          return setProblem(TOO_LATE);
        }
        setSilent(true);
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
    if (origin === undefined) {
      return setProblem("Write the server’s address, e.g. https://usher.example.com; http only for this machine.");
    }
    try {
      // First of all: the browser asks the person only in answer to their click.
      if (!(await extension.permissions.request({ origins: [`${origin}/*`] }))) {
        return setProblem("Without leave for the server the recorder cannot reach it.");
      }
      const pairing = await startPairing(origin);
      setSilent(false);
      setWaiting({ host: origin, until: Date.now() + pairing.expiresInS * 1_000, ...pairing });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The server cannot be reached.");
    }
  }

  if (waiting !== undefined) {
    return (
      <section class="card" aria-labelledby="code-title">
        <h2 id="code-title" tabIndex={-1} ref={heading}>
          Approve this recorder
        </h2>
        <p>On the server, or wherever you have its admin key, run:</p>
        <code class="command">{waiting.verification}</code>
        <p role="status">
          {silent ? "The server does not answer; trying on. " : ""}
          Waiting for approval of <strong class="code">{waiting.userCode}</strong>. The code ends at{" "}
          {new Date(waiting.until).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}.
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
          aria-describedby={problem ? "connect-problem" : undefined}
          aria-invalid={problem !== "" && readHost(host) === undefined}
          ref={field}
          value={host}
          onInput={({ currentTarget }) => setHost(currentTarget.value)}
        />
      </label>
      <p class="quiet">
        You will see a code that an operator approves. The recorder may then write golden paths for eight hours.
      </p>
      {problem && (
        <p class="problem" role="alert" id="connect-problem">
          {problem}
        </p>
      )}
      <button type="submit" class="button primary">
        Connect
      </button>
    </form>
  );
}
