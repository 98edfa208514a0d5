import { UsherError } from "@usher/core";
import { type Kysely, type Migration, Migrator } from "kysely";
import type { Tables } from "../tables.ts";
import { firstTables } from "./0001-first-tables.ts";
import { recordedSteps } from "./0002-recorded-steps.ts";
import { verifiedUntil } from "./0003-verified-until.ts";
import { stream } from "./0004-stream.ts";
import { activity } from "./0005-activity.ts";
import { products } from "./0006-products.ts";
import { webhooks } from "./0007-webhooks.ts";
import { paths } from "./0008-paths.ts";
import { memory } from "./0009-memory.ts";
import { knowledge } from "./0010-knowledge.ts";
import { personByEmail } from "./0011-person-by-email.ts";

/** Applied in the order of their names; only ever appended to. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-first-tables": firstTables,
  "0002-recorded-steps": recordedSteps,
  "0003-verified-until": verifiedUntil,
  "0004-stream": stream,
  "0005-activity": activity,
  "0006-products": products,
  "0007-webhooks": webhooks,
  "0008-paths": paths,
  "0010-knowledge": knowledge,
  "0009-memory": memory,
  "0011-person-by-email": personByEmail,
};

/** Brings the schema up to date. Throws `store_incompatible` when a newer Usher has written this database. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  throw new UsherError(
    "store_incompatible",
    "The database cannot be brought up to date. If a newer version of Usher has used it, run that version or a later one.",
    { cause: error },
  );
}
