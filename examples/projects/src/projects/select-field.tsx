import { ChevronDown } from "lucide-react";
import type { JSX } from "react";
import type { SelectOption } from "./select-options.ts";

export interface SelectFieldProps<Value extends string> {
  readonly id: string;
  readonly label: string;
  /** Keeps the label for assistive technology where the choice speaks for itself. */
  readonly labelHidden?: boolean;
  readonly value: Value;
  readonly options: readonly SelectOption<Value>[];
  readonly onChange: (value: Value) => void;
}

/** A labelled native select: the platform's own keyboard and touch behaviour. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): JSX.Element {
  const { id, label, labelHidden = false, value, options, onChange } = props;
  return (
    <div className="field">
      <label htmlFor={id} className={labelHidden ? "visually-hidden" : undefined}>
        {label}
      </label>
      <span className="select">
        <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={16} aria-hidden="true" />
      </span>
    </div>
  );
}
