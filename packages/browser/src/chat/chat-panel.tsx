import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ICONS } from "../shadow/icon.ts";
import { byPerson } from "./by-person.ts";
import { askChat, type ChatFrame, type ChatState, emptyChat, retryChat } from "./chat-state.ts";
import { Composer } from "./composer.tsx";
import { MessageText } from "./message-text.tsx";
import { runQuestion } from "./run-question.ts";

/** Nearer to the end than this, in pixels, new text scrolls into view; farther away the person is reading. */
const FOLLOW_WITHIN_PX = 48;
const LOG_PADDING_PX = 12;

interface ChatPanelProps {
  readonly title: string;
  readonly field: RefObject<HTMLTextAreaElement>;
  ask(message: string | undefined): AsyncIterable<ChatFrame>;
  onTour(tourId: string): void;
  onClose(): void;
}

/** The conversation: a log of bubbles, what is happening now, and the field. */
export function ChatPanel({ title, field, ask, onTour, onClose }: ChatPanelProps): JSX.Element {
  const [state, setState] = useState<ChatState>(emptyChat);
  const stopAnswer = useRef<() => void>(() => {});
  const { tour } = state;
  const busy = state.phase === "waiting" || state.phase === "streaming";

  function listen(message: string | undefined): void {
    stopAnswer.current();
    stopAnswer.current = runQuestion(() => ask(message), setState);
  }

  useEffect(() => {
    listen(undefined);
    return () => stopAnswer.current();
  }, []);

  return (
    <section
      class="card corner chat enter"
      role="dialog"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header class="head">
        <Icon name="mark" />
        <div class="names">
          <h2 class="name">{title}</h2>
          <p class="label">Automated assistant</p>
        </div>
        <button type="button" class="button plain square" aria-label="Close chat" onClick={byPerson(onClose)}>
          <Icon name="close" />
        </button>
      </header>
      <MessageLog state={state} busy={busy}>
        {state.phase === "done" && tour !== undefined && (
          <button type="button" class="button show-me" onClick={byPerson(() => onTour(tour.id))}>
            {tour.label}
          </button>
        )}
        {state.phase === "failed" && (
          <div class="failure">
            <p>The answer did not arrive. Your connection may have been interrupted.</p>
            <button
              type="button"
              class="button"
              onClick={byPerson(() => {
                setState(retryChat);
                listen(state.asked.message);
                field.current?.focus();
              })}
            >
              Retry
            </button>
          </div>
        )}
      </MessageLog>
      <Composer
        field={field}
        busy={busy}
        onSend={(message) => {
          setState((before) => askChat(before, message));
          listen(message);
        }}
      />
    </section>
  );
}

interface MessageLogProps {
  readonly state: ChatState;
  readonly busy: boolean;
  readonly children: readonly (JSX.Element | false)[];
}

function MessageLog({ state, busy, children }: MessageLogProps): JSX.Element {
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);

  useLayoutEffect(() => {
    follows.current = true;
  }, [state.asked]);

  useLayoutEffect(() => {
    const view = log.current;
    if (!follows.current || !view) return;
    // A long answer is read from its start; what fits is scrolled no farther than to its end.
    const answer = state.phase === "failed" ? undefined : view.children[state.asked.entriesBefore];
    const toStart = answer && answer.getBoundingClientRect().top - view.getBoundingClientRect().top - LOG_PADDING_PX;
    view.scrollTop = toStart === undefined ? view.scrollHeight : view.scrollTop + toStart;
  }, [state]);

  return (
    <div
      ref={log}
      class="log"
      role="log"
      aria-live="polite"
      aria-label="Conversation"
      // Announced when complete, not word by word.
      aria-busy={busy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        follows.current = scrollHeight - scrollTop - clientHeight < FOLLOW_WITHIN_PX;
      }}
    >
      {state.entries.map((entry) => (
        <div key={entry.id} class={`bubble ${entry.from}`}>
          <span class="unseen">{entry.from === "person" ? "You: " : "Assistant: "}</span>
          <div class="said" dir="auto">
            {entry.from === "person" ? <p class="written">{entry.text}</p> : <MessageText text={entry.text} />}
          </div>
        </div>
      ))}
      {state.phase === "waiting" && (
        <div class="bubble assistant typing" role="img" aria-label="The assistant is writing">
          <i />
          <i />
          <i />
        </div>
      )}
      {children}
    </div>
  );
}

function Icon({ name }: { readonly name: keyof typeof ICONS }): JSX.Element {
  return (
    <svg viewBox="0 0 16 16" class={`icon icon-${name}`} aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}
