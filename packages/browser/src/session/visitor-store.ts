import type { SessionReply, SessionRequest } from "@usher/core";
import type { PageStorage } from "../client/page-storage.ts";

type Visitor = NonNullable<SessionRequest["visitor"]>;

/** The visitor this browser is, shared by its tabs. */
export interface VisitorStore {
  read(): Visitor | undefined;
  /** Keeps what the server answered; a known visitor's secret is not repeated in the reply. */
  save(visitor: SessionReply["visitor"]): void;
  clear(): void;
}

export function createVisitorStore(storage: PageStorage): VisitorStore {
  return {
    read() {
      const visitor = storage.read<Partial<Visitor>>("");
      return typeof visitor?.id === "string" && typeof visitor.secret === "string" ? (visitor as Visitor) : undefined;
    },
    save({ id, secret }) {
      if (secret !== undefined) storage.write("", { id, secret });
    },
    clear: () => storage.remove(""),
  };
}
