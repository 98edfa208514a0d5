import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from "kysely";
import Database from "libsql";
import { afterEach, expect, test } from "vitest";
import { scrubDatabase } from "./scrub-database.ts";
import type { Tables } from "./tables.ts";

const dirs: string[] = [];
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

/** Rows of two people, interleaved and rewritten at ever other lengths, as sessions are; then one person's are deleted. */
function anEditedDatabase(seed: number, secureDelete: "on" | "off") {
  const dir = mkdtempSync(join(tmpdir(), "usher-scrub-"));
  dirs.push(dir);
  const path = join(dir, "usher.db");
  const database = new Database(path);
  database.exec(`pragma journal_mode = wal; pragma synchronous = off; pragma secure_delete = ${secureDelete}`);
  database.exec("create table session (id text primary key, body text); create index by_body on session (body)");
  const save = database.prepare("insert into session values (?, ?) on conflict do update set body = excluded.body");
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
  for (let round = 0; round < 300; round++) {
    database.exec("begin");
    for (let row = 0; row < 20; row++) {
      const name = random() < 0.1 ? "CANARY" : "other";
      const length = Math.floor(random() * (random() < 0.1 ? 9_000 : 900));
      save.run(`${name}-${Math.floor(random() * 100)}`, `${name} ${"x".repeat(length)} ${name} ${round}`);
    }
    database.exec("commit");
  }
  database.exec("delete from session where id like 'CANARY%'");
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: database as unknown as SqliteDatabase }) });
  const occurrences = (): number =>
    [path, `${path}-wal`].reduce(
      (sum, file) => sum + readFileSync(file).toString("latin1").split("CANARY").length - 1,
      0,
    );
  return { path, db, occurrences };
}

test.each([1, 2, 3, 4])(
  "nothing of deleted rows is left in the files, and the others are as they were (%i)",
  async (seed) => {
    const { path, db, occurrences } = anEditedDatabase(seed, "on");
    const before = await sql`select id, body from session order by id`.execute(db);
    expect(occurrences()).toBeGreaterThan(0);
    expect(await scrubDatabase(db)).toBe(true);
    expect(occurrences()).toBe(0);
    expect(statSync(`${path}-wal`).size).toBe(0);
    expect((await sql`select id, body from session order by id`.execute(db)).rows).toEqual(before.rows);
    expect((await sql`pragma integrity_check`.execute(db)).rows).toEqual([{ integrity_check: "ok" }]);
    await db.destroy();
  },
);

test("the search would find what is left when deletions leave bytes behind", async () => {
  const { db, occurrences } = anEditedDatabase(1, "off");
  expect(await scrubDatabase(db)).toBe(true);
  expect(occurrences()).toBeGreaterThan(0);
  await db.destroy();
});

test("a reader that keeps the journal busy is told of, not waited for without end", async () => {
  const { path, db } = anEditedDatabase(1, "on");
  const reader = new Database(path, { readonly: true });
  reader.exec("begin");
  reader.prepare("select count(*) from session").get();
  expect(await scrubDatabase(db)).toBe(false);
  reader.exec("commit");
  reader.close();
  expect(await scrubDatabase(db)).toBe(true);
  await db.destroy();
});
