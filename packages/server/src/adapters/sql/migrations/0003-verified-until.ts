import type { Kysely, Migration } from "kysely";

/** A proof of identity ends; until when it holds is kept with the visitor. */
export const verifiedUntil: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await db.schema.alterTable("visitor").addColumn("verified_until", "bigint").execute();
  },
};
