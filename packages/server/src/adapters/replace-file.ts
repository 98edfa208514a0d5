import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Written aside (`<path>.new`, mode 0600), flushed, then renamed: a power cut leaves the old file or the new one, whole. */
export function replaceFile(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, path);
  const handle = openSync(dirname(path), "r");
  fsyncSync(handle);
  closeSync(handle);
}
