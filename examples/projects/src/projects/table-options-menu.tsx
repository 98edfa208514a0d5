import * as DropdownMenu from "@radix-ui/react-dropdown-menu";
import { Download, ListChecks, MoreHorizontal, RotateCcw } from "lucide-react";
import type { JSX } from "react";

export interface TableOptionsMenuProps {
  readonly bulkEditing: boolean;
  readonly onToggleBulkEdit: () => void;
  readonly onExport: () => void;
  readonly onReset: () => void;
}

/** What can be done to the whole table, behind one quiet button. */
export function TableOptionsMenu(props: TableOptionsMenuProps): JSX.Element {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger id="projects-table-options" className="icon-button" aria-label="Table options">
        <MoreHorizontal size={18} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Item id="projects-bulk-edit-toggle" className="menu-item" onSelect={props.onToggleBulkEdit}>
            <ListChecks size={16} aria-hidden="true" />
            {props.bulkEditing ? "Exit bulk edit" : "Bulk edit"}
          </DropdownMenu.Item>
          <DropdownMenu.Item id="projects-export" className="menu-item" onSelect={props.onExport}>
            <Download size={16} aria-hidden="true" />
            Export CSV
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Item id="projects-reset" className="menu-item" onSelect={props.onReset}>
            <RotateCcw size={16} aria-hidden="true" />
            Reset demo data
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
