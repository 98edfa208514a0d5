import { afterAll, beforeAll, expect, test } from "vitest";
import { type FaultBench, openFaultBench } from "./support/fault-bench.ts";
import { enterPage, pageOf } from "./support/page-of.ts";

let bench: FaultBench;
beforeAll(async () => {
  bench = await openFaultBench();
});
afterAll(() => bench.close());

test("a second server on the same directory is told who has it and what to do, and disturbs nothing", async () => {
  const dir = bench.createDir();
  const first = await bench.start({ dir });
  const page = await enterPage(first.url);
  const refused = bench.start({ dir });
  await expect(refused).rejects.toMatchObject({
    name: "UsherError",
    code: "data_dir_locked",
    message: expect.stringMatching(new RegExp(`\\b${first.pid}\\b.*--data-dir`, "s")),
  });
  expect(await page.capture({})).toMatchObject({ accepted: 1 });
  await expect(bench.start({ dir })).rejects.toMatchObject({ code: "data_dir_locked" });
});

test("after a kill the next server has the directory at once: nothing stale stands in its way", async () => {
  const dir = bench.createDir();
  const first = await bench.start({ dir });
  const { session } = await enterPage(first.url);
  await first.kill();
  const second = await bench.start({ dir });
  expect(second.startedInMs).toBeLessThan(5_000);
  // The token that the first one signed is still good.
  expect(await pageOf(second.url, session).capture({})).toMatchObject({ accepted: 1 });
  await expect(bench.start({ dir })).rejects.toThrow(String(second.pid));
});

test("two servers started at once on a new directory: one has it, the other is told so", async () => {
  const dir = bench.createDir();
  const both = await Promise.allSettled([bench.start({ dir }), bench.start({ dir })]);
  const refusals = both.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  expect(refusals).toMatchObject([{ code: "data_dir_locked" }]);
});

test("a taken port is named with a way out, and the directory is free again", async () => {
  const first = await bench.start({ dir: bench.createDir() });
  const port = Number(new URL(first.url).port);
  const dir = bench.createDir();
  await expect(bench.start({ dir, port })).rejects.toMatchObject({
    code: "port_in_use",
    message: expect.stringMatching(new RegExp(`\\b${port}\\b.*--port`, "s")),
  });
  await first.kill();
  const second = await bench.start({ dir, port });
  expect(new URL(second.url).port).toBe(String(port));
});
