import * as Checkbox from "@radix-ui/react-checkbox";
import { Check, Minus } from "lucide-react";
import type { JSX } from "react";

export interface SelectBoxProps {
  readonly id: string;
  /** Accessible name: "Select Website relaunch". */
  readonly label: string;
  readonly checked: boolean | "indeterminate";
  readonly onToggle: () => void;
}

export function SelectBox({ id, label, checked, onToggle }: SelectBoxProps): JSX.Element {
  return (
    <Checkbox.Root id={id} className="checkbox" aria-label={label} checked={checked} onCheckedChange={onToggle}>
      <Checkbox.Indicator className="checkbox-mark">
        {checked === "indeterminate" ? (
          <Minus size={14} strokeWidth={3} aria-hidden="true" />
        ) : (
          <Check size={14} strokeWidth={3} aria-hidden="true" />
        )}
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
