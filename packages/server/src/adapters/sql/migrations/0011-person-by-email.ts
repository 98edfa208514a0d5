import { type Kysely, type Migration, sql } from "kysely";

/** People by their email address, whatever its case. */
export const personByEmail: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    await sql`create index person_by_email on person (product_id, lower(email)) where email is not null`.execute(db);
  },
};
