import type { JSX } from "preact";
import type { Draft } from "../draft/draft.ts";
import { idOf, pagesOf } from "../draft/draft-to-path.ts";

interface PathCardProps {
  readonly draft: Draft;
  set(part: Partial<Draft>): void;
}

/** What the path as a whole is called, and where it begins. */
export function PathCard({ draft, set }: PathCardProps): JSX.Element {
  return (
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
