import { expect, test } from "vitest";
import type { Api } from "./api.ts";
import type { ApiReply } from "./api-reply.ts";
import { createReporter } from "./reporter.ts";

function fakeApi(answer: (path: string, count: number) => ApiReply<never>): { api: Api; paths: string[] } {
  const paths: string[] = [];
  const api: Api = {
    async post(path) {
      paths.push(path);
      return answer(path, paths.length) as never;
    },
    open: () => Promise.reject(new Error("not used")),
  };
  return { api, paths };
}

test("reports keep their order, also when the first has to be repeated", async () => {
  const { api, paths } = fakeApi((_, count) =>
    count < 3 ? { type: "unreachable" } : { type: "ok", body: undefined as never },
  );
  const reporter = createReporter(api, () => 0);
  await Promise.all([reporter.report("/a", {}), reporter.report("/b", {})]);
  expect(paths).toEqual(["/a", "/a", "/a", "/b"]);
});

test("on leaving, only unanswered reports that may travel by beacon are sent again", async () => {
  const { api } = fakeApi(() => ({ type: "ok", body: undefined as never }));
  const reporter = createReporter(api, () => 0);
  await reporter.report("/answered", {});
  void reporter.report("/end", { run_id: "r" });
  void reporter.report("/step", {}, { beacon: false });
  const sent: string[] = [];
  reporter.leave((path) => sent.push(path) > 0);
  expect(sent).toEqual(["/end"]);
});
