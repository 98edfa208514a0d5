import * as Dialog from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { type FormEvent, type JSX, useState } from "react";
import type { Project, ProjectDraft } from "./project.ts";
import { SelectField } from "./select-field.tsx";
import { priorityOptions, statusOptions } from "./select-options.ts";

export interface EditProjectDialogProps {
  readonly project: Project;
  readonly onSave: (draft: ProjectDraft) => void;
  readonly onClose: () => void;
  /** Where focus goes once the dialog is gone. */
  readonly returnFocus: () => void;
}

/** Edits one project. Open for as long as it is rendered. */
export function EditProjectDialog({ project, onSave, onClose, returnFocus }: EditProjectDialogProps): JSX.Element {
  const [draft, setDraft] = useState<ProjectDraft>(project);
  const nameMissing = draft.name.trim() === "";

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (nameMissing) return;
    onSave({ name: draft.name, priority: draft.priority, status: draft.status });
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className="dialog"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus();
          }}
        >
          <Dialog.Title className="dialog-title">Edit project</Dialog.Title>
          <Dialog.Description className="dialog-description">
            {project.id} · owned by {project.owner}
          </Dialog.Description>
          <form className="dialog-form" onSubmit={submit} noValidate>
            <div className="field">
              <label htmlFor="edit-name">Name</label>
              <input
                id="edit-name"
                className="input"
                value={draft.name}
                maxLength={80}
                autoComplete="off"
                aria-invalid={nameMissing}
                aria-describedby={nameMissing ? "edit-name-problem" : undefined}
                onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              />
              {nameMissing && (
                <p id="edit-name-problem" className="field-problem">
                  A project needs a name.
                </p>
              )}
            </div>
            <div className="field-row">
              <SelectField
                id="edit-priority"
                label="Priority"
                value={draft.priority}
                options={priorityOptions}
                onChange={(priority) => setDraft({ ...draft, priority })}
              />
              <SelectField
                id="edit-status"
                label="Status"
                value={draft.status}
                options={statusOptions}
                onChange={(status) => setDraft({ ...draft, status })}
              />
            </div>
            <div className="dialog-actions">
              <Dialog.Close className="button" type="button">
                Cancel
              </Dialog.Close>
              <button id="edit-save" className="button button-primary" type="submit" disabled={nameMissing}>
                Save changes
              </button>
            </div>
          </form>
          <Dialog.Close className="icon-button dialog-close" type="button" aria-label="Close">
            <X size={16} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
