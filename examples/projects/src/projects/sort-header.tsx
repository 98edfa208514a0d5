import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { JSX } from "react";
import type { Sort, SortField } from "./project-query.ts";

export interface SortHeaderProps {
  readonly field: SortField;
  readonly label: string;
  readonly sort: Sort;
  readonly onSort: (field: SortField) => void;
}

/** A column heading that sorts; `aria-sort` says how the column is ordered now. */
export function SortHeader({ field, label, sort, onSort }: SortHeaderProps): JSX.Element {
  const direction = sort.field === field ? sort.direction : "none";
  const Icon = direction === "none" ? ChevronsUpDown : direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={direction} className={`column-${field}`}>
      <button type="button" className="sort-button" onClick={() => onSort(field)}>
        {label}
        <Icon size={14} aria-hidden="true" />
      </button>
    </th>
  );
}
