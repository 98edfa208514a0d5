import { UsherError } from "@usher/core";
import { type Kysely, sql } from "kysely";
import { hashUser } from "../hash-user.ts";
import type { UserSessionTable } from "./activity-tables.ts";
import { bulkInsert, valueRows } from "./bulk-insert.ts";
import { bulkStatement } from "./bulk-statement.ts";
import type { VisitorUserChange } from "./store-write.ts";
import type { Tables } from "./tables.ts";

interface Naming {
  /** Sessions that got a user, or another one. */
  readonly named: readonly UserSessionTable[];
  readonly visitorUsers: readonly VisitorUserChange[];
}

/**
 * Writes down whose a session is when it is first said. In the same transaction as what says it, so that a write which
 * names an erased user is refused (`user_erased`) however close it comes to the erasure.
 */
export function createUserNoter(): (db: Kysely<Tables>, naming: Naming) => Promise<void> {
  const findErased = bulkStatement<{ readonly user_hash: string }>(
    (count) => sql`select user_hash from erased_user where (product_id, user_hash) in (values ${valueRows(count, 2)})`,
  );
  const insertUserSessions = bulkInsert({
    table: "user_session",
    columns: ["product_id", "user_id", "session_id"],
    key: ["product_id", "user_id", "session_id"],
    onConflict: "skip",
  });

  return async (db, { named, visitorUsers }) => {
    const users = [...named, ...visitorUsers].flatMap(({ product_id, user_id }) =>
      user_id === null ? [] : [[product_id, hashUser(product_id, user_id)]],
    );
    if (users.length === 0) return;
    if ((await findErased(db, users)).length > 0) {
      throw new UsherError("user_erased", "This user was erased; nothing of them is accepted.");
    }
    await insertUserSessions(db, named);
  };
}
