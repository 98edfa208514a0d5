import type { SqliteDatabase, SqliteStatement } from "kysely";

/** Distinct statements are few and fixed; the bound is for the day somebody builds SQL from data. */
const MAX_STATEMENTS = 200;

/** Keeps statements prepared: preparing costs more than most of them take to run. */
export function cachedStatements(database: SqliteDatabase): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = statements.get(text);
      if (known !== undefined) return known;
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      const statement = database.prepare(text);
      statements.set(text, statement);
      return statement;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
