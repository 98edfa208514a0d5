import type { TourTarget } from "@usher/core";
import type { JSX } from "preact";
import { changeStep, type Draft, type DraftStep } from "../draft/draft.ts";

interface StepItemProps {
  readonly step: DraftStep;
  readonly index: number;
  readonly count: number;
  /** The test stands here. */
  readonly current: boolean;
  change(next: (draft: Draft) => Draft): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

/** One step: its place, its words, and how its control is found. Alt with an arrow key moves it. */
export function StepItem({ step, index, count, current, change, onMove, onRemove }: StepItemProps): JSX.Element {
  const set = (part: Partial<Omit<DraftStep, "id">>): void => change((draft) => changeStep(draft, step.id, part));
  const aim = (part: { readonly [Name in keyof TourTarget]?: TourTarget[Name] | undefined }): void => {
    const { selectors = [], role, name } = { ...step.target, ...part };
    set({ target: { selectors, ...(role ? { role } : {}), ...(name ? { name } : {}) } });
  };

  /** The element moves in the list, and the focus with it. */
  function move(by: -1 | 1, focused: HTMLElement): void {
    if (index + by < 0 || index + by >= count) return;
    onMove(by);
    requestAnimationFrame(() => focused.focus());
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    move(by, event.target as HTMLElement);
  }

  return (
    <li class="step" aria-current={current ? "step" : undefined} onKeyDown={onKeyDown}>
      <div class="row">
        <span class="number" aria-hidden="true">
          {index + 1}
        </span>
        <input
          type="text"
          class="title"
          aria-label={`Title of step ${index + 1}`}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          value={step.title}
          onInput={({ currentTarget }) => set({ title: currentTarget.value })}
        />
        <button
          type="button"
          class="icon"
          aria-label={`Move step ${index + 1} up`}
          aria-disabled={index === 0}
          onClick={({ currentTarget }) => move(-1, currentTarget)}
        >
          ↑
        </button>
        <button
          type="button"
          class="icon"
          aria-label={`Move step ${index + 1} down`}
          aria-disabled={index === count - 1}
          onClick={({ currentTarget }) => move(1, currentTarget)}
        >
          ↓
        </button>
        <button type="button" class="icon remove" aria-label={`Remove step ${index + 1}`} onClick={onRemove}>
          ×
        </button>
      </div>
      {step.withheld && (
        <p class="quiet">Its name was not read: it may be somebody’s data. Say what to do in your own words.</p>
      )}
      <details>
        <summary>Words and anchor{step.optional ? " · optional" : ""}</summary>
        <label class="field">
          What to do and why; **names of controls** between stars
          <textarea
            rows={2}
            value={step.description}
            onInput={({ currentTarget }) => set({ description: currentTarget.value })}
          />
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={step.optional}
            onChange={({ currentTarget }) => set({ optional: currentTarget.checked })}
          />
          May be left out
        </label>
        <label class="field">
          Page
          <input
            type="text"
            value={step.page}
            onChange={({ currentTarget }) => set({ page: currentTarget.value.trim() })}
          />
        </label>
        <label class="field">
          Selectors, the surest first, one a line
          <textarea
            rows={2}
            class="code-text"
            spellcheck={false}
            value={step.target.selectors.join("\n")}
            onChange={({ currentTarget }) =>
              aim({
                selectors: currentTarget.value
                  .split("\n")
                  .map((line) => line.trim())
                  .filter(Boolean),
              })
            }
          />
        </label>
        <div class="pair">
          <label class="field">
            Role
            <input
              type="text"
              value={step.target.role ?? ""}
              onChange={({ currentTarget }) => aim({ role: currentTarget.value.trim() })}
            />
          </label>
          <label class="field">
            Name
            <input
              type="text"
              value={step.target.name ?? ""}
              onChange={({ currentTarget }) => aim({ name: currentTarget.value.trim() })}
            />
          </label>
        </div>
      </details>
    </li>
  );
}
