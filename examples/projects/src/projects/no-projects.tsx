import { FolderSearch } from "lucide-react";
import type { JSX } from "react";

/** What the table shows when nothing matches. */
export function NoProjects({ onClear }: { readonly onClear: () => void }): JSX.Element {
  return (
    <div className="empty">
      <FolderSearch size={32} strokeWidth={1.5} aria-hidden="true" />
      <h2>No projects match</h2>
      <p>Try another name, owner or number, or look in every status.</p>
      <button type="button" className="button" onClick={onClear}>
        Clear search and filters
      </button>
    </div>
  );
}
