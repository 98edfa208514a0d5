import type { RawPropertyValue } from "@usher/core";
import type { DetectorTools } from "./start-detectors.ts";

export interface FormFields {
  /** What may be said of an edited field: never its value. */
  edited(field: Element): Readonly<Record<string, RawPropertyValue>>;
  stop(): void;
}

type Field = HTMLInputElement;

/** After a click or Escape a dialog is gone within this time, animation included. */
const CLOSE_MS = 600;
const CAPTURE_PHASE = { capture: true, passive: true };

interface OpenForm {
  readonly name: string;
  readonly fields: Set<Element>;
  submitted: boolean;
}

/** Follows fields and forms: refused, emptied and typed again, left behind. */
export function watchFormFields(tools: DetectorTools): FormFields {
  const { listeners, guard, record, describe, pathOf, stableId } = tools;
  const forms = new Map<Element, OpenForm>();
  const clears = new WeakMap<Element, { empty: boolean; filled: boolean; count: number }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function onInput(event: Event): void {
    const field = pathOf(event)[0] as Field | undefined;
    if (field === undefined || typeof field.value !== "string") return;
    const seen = clears.get(field) ?? { empty: false, filled: false, count: 0 };
    const isEmpty = field.value === "";
    if (isEmpty && seen.filled) seen.empty = true;
    if (!isEmpty && seen.empty) {
      seen.count++;
      seen.empty = false;
    }
    seen.filled = !isEmpty;
    clears.set(field, seen);
  }

  function onRefused(event: Event): void {
    const path = pathOf(event);
    const field = path[0];
    if (field === undefined || field.matches("[type=password],[type=hidden]")) return;
    const element = describe(path);
    const form = formOf(field);
    const properties = { edited: false, invalid: true, ...(form === null ? {} : { form: nameOf(form) }) };
    record({ type: "change", properties, ...(element === undefined ? {} : { element }) });
  }

  function onSubmit(event: Event): void {
    const form = pathOf(event)[0];
    for (const [container, open] of forms)
      if (container === form || container.contains(form ?? null)) open.submitted = true;
  }

  /** Looked at a moment after whatever may have closed it. */
  function onMayClose(): void {
    if (forms.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => guard(check), CLOSE_MS);
  }

  function check(): void {
    for (const [container, { name, fields, submitted }] of [...forms]) {
      if (container.isConnected && container.getClientRects().length > 0) continue;
      forms.delete(container);
      record({ type: "form_close", properties: { form: name, edited: fields.size, submitted } });
    }
  }

  function formOf(field: Element): Element | null {
    return pathOf(field).find((each) => each.matches("form,dialog,[role=dialog],[role=alertdialog]")) ?? null;
  }

  /** What its author called it; a label could be a person's name. */
  function nameOf(form: Element): string {
    const named = form.getAttribute("name") || stableId(form.id) || form.getAttribute("data-usher-anchor");
    return (named || form.getAttribute("role") || form.localName).slice(0, 120);
  }

  listeners.on(window, "input", onInput, CAPTURE_PHASE);
  listeners.on(window, "invalid", onRefused, CAPTURE_PHASE);
  listeners.on(window, "submit", onSubmit, CAPTURE_PHASE);
  listeners.on(window, "click", onMayClose, CAPTURE_PHASE);
  listeners.on(window, "keydown", ({ key }: KeyboardEvent) => key === "Escape" && onMayClose(), CAPTURE_PHASE);
  return {
    edited(field) {
      const seen = clears.get(field);
      clears.delete(field);
      const form = formOf(field);
      if (form !== null) {
        const open = forms.get(form) ?? { name: nameOf(form), fields: new Set(), submitted: false };
        open.fields.add(field);
        open.submitted = false;
        forms.set(form, open);
        // The click that took the field's focus may be the one that closed the form.
        onMayClose();
      }
      return {
        edited: true,
        invalid: isRefused(field),
        cleared: seen?.count ?? 0,
        ...(form === null ? {} : { form: nameOf(form) }),
      };
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

function isRefused(field: Element): boolean {
  return field.getAttribute("aria-invalid") === "true" || (field as Field).validity?.valid === false;
}
