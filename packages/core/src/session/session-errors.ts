import { UsherError } from "../errors.ts";

/** The session is in a state from which this call is not allowed. The session is unchanged. */
export class InvalidTransitionError extends UsherError {
  override readonly name: string = "InvalidTransitionError";

  constructor(message: string) {
    super("invalid-transition", message);
  }
}

/** A stored session cannot be restored: unknown version, or a field is missing or has the wrong type. */
export class InvalidSnapshotError extends UsherError {
  override readonly name: string = "InvalidSnapshotError";

  constructor(message: string, path: string) {
    super("invalid-snapshot", message, { path });
  }
}
