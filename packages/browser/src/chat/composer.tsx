import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { byPerson } from "./by-person.ts";

const MAX_LENGTH = 2_000;
/** From here on the person is told how much room is left, characters. */
const WARN_FROM = 1_800;
const MAX_HEIGHT_PX = 120;
/** Path on the same 16 × 16 grid as the other icons. */
const SEND_ICON = "M8 13V3M3.5 7.5 8 3l4.5 4.5";

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement>;
  /** True while an answer is on its way: typing goes on, sending waits. */
  readonly busy: boolean;
  onSend(message: string): void;
}

/** The field to write in. Enter sends, Shift+Enter begins a new line. */
export function Composer({ field, busy, onSend }: ComposerProps): JSX.Element {
  const [draft, setDraft] = useState("");
  const message = draft.trim();

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, MAX_HEIGHT_PX)}px`;
  }, [draft, field]);

  function send(): void {
    if (busy || message === "") return;
    onSend(message);
    setDraft("");
  }

  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      <textarea
        ref={field}
        rows={1}
        maxLength={MAX_LENGTH}
        placeholder="Ask a question"
        aria-label="Your message"
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          if (event.isTrusted) send();
        }}
      />
      <button
        type="button"
        class="button primary square"
        aria-label="Send"
        aria-disabled={busy || message === ""}
        onClick={byPerson(send)}
      >
        <svg viewBox="0 0 16 16" class="icon" aria-hidden="true">
          <path d={SEND_ICON} />
        </svg>
      </button>
      {draft.length >= WARN_FROM && <p class="room">{`${MAX_LENGTH - draft.length} characters left`}</p>}
    </form>
  );
}
