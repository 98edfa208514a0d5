import type { PathListing, PathWire, PutPathReply } from "@usher/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SECRET_KEY } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const button = (id: string, name: string) => ({
  id,
  title: name,
  description: `Click **${name}**.`,
  target: { role: "button", name },
});
const share = {
  id: "share-report",
  title: "Share a report",
  page: "/projects",
  steps: [button("open", "Open report"), button("people", "Add people"), button("share", "Share now")],
  goal: "The report is shared.",
};

async function send<Body>(method: string, path: string, body?: unknown): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${server.url}/v1/admin/products/projects/paths${path}`, {
    method,
    headers: { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Body };
}

const put = (path: object, more: object = {}, id = "share-report") =>
  send<PutPathReply & { code: string; errors: { path: string }[] }>("PUT", `/${id}`, { path, ...more });
const list = async () => (await send<{ paths: PathListing[] }>("GET", "")).body.paths;

describe("versions", () => {
  test("what is written is a draft; the same again makes no version", async () => {
    expect(await put(share, { source: "recorder" })).toMatchObject({
      status: 201,
      body: { path_id: "share-report", version: 1, status: "draft", source: "recorder", created: true },
    });
    const { goal, ...rest } = share;
    expect(await put({ goal, ...rest })).toMatchObject({ status: 200, body: { version: 1, created: false } });
    expect(await put({ ...share, title: "Share it" })).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await list()).find(({ path_id }) => path_id === "share-report")).toMatchObject({
      in_force: null,
      published_version: null,
      latest_version: 2,
    });
  });

  test("who does not know the newest version is told so", async () => {
    await put(share, { base_version: 0 });
    expect(await put({ ...share, title: "B" }, { base_version: 0 })).toMatchObject({
      status: 409,
      body: { code: "path_conflict" },
    });
    expect(await put({ ...share, title: "B" }, { base_version: 1 })).toMatchObject({ status: 201 });
  });

  test("one is in force; the one before is archived, and can be put in force again", async () => {
    await put(share);
    await send("POST", "/share-report/publish", {});
    await put({ ...share, title: "Share it" });
    expect(await send("POST", "/share-report/publish", { triggers: ["stuck_step"] })).toMatchObject({
      body: { version: 2, status: "published", triggers: ["stuck_step"] },
    });
    const read = await send<PathWire>("GET", "/share-report");
    expect(read.body).toMatchObject({ version: 2, path: { title: "Share it" } });
    expect(read.body.versions.map(({ status }) => status)).toEqual(["archived", "published"]);
    // Triggers stay unless they are named.
    expect(await send("POST", "/share-report/publish", { version: 1 })).toMatchObject({
      body: { version: 1, triggers: ["stuck_step"] },
    });
    expect((await send<PathWire>("GET", "/share-report?version=2")).body).toMatchObject({ status: "archived" });
    expect((await send("POST", "/share-report/archive")).status).toBe(204);
    expect((await list()).find(({ path_id }) => path_id === "share-report")).toMatchObject({ in_force: null });
    expect((await send("DELETE", "/share-report")).status).toBe(204);
    expect(await send("GET", "/share-report")).toMatchObject({ status: 404, body: { code: "path_unknown" } });
  });

  test("every problem of a path is named", async () => {
    const { status, body } = await put({ ...share, page: "projects", steps: [{ ...share.steps[0], titel: "x" }] });
    expect([status, body.code]).toEqual([400, "body_invalid"]);
    expect(body.errors.map(({ path }) => path)).toEqual(["path.page", "path.steps[0].titel"]);
    expect((await put(share, {}, "another")).body.code).toBe("body_invalid");
    expect((await send("POST", "/nothing/publish", {})).status).toBe(404);
    expect((await send("POST", "/nothing/archive")).status).toBe(404);
    expect((await send("GET", "/share-report?version=0")).status).toBe(400);
  });
});

describe("a published path", () => {
  test("is a tour at once, without a restart, and none when it is archived", async () => {
    const page = await server.page();
    const start = () => page.post<{ tour: { title: string } }>("/v1/tours/share-report/start", { run_id: "r1" });
    await put(share);
    expect((await start()).status).toBe(404);
    await send("POST", "/share-report/publish", {});
    expect(await start()).toMatchObject({ status: 200, body: { tour: { title: "Share a report" } } });
    await send("POST", "/share-report/archive");
    expect((await start()).status).toBe(404);
  });

  test("takes the place of the configuration's path of the same id: its triggers answer with it", async () => {
    const configured = (await list()).find(({ path_id }) => path_id === "projects-bulk-edit");
    expect(configured).toMatchObject({ in_force: "configuration", latest_version: 0 });
    await put({ ...share, id: "projects-bulk-edit", title: "Recorded" }, {}, "projects-bulk-edit");
    await send("POST", "/projects-bulk-edit/publish", {});
    const page = await server.page();
    const stream = await page.listen();
    await page.threeSaves();
    const { data } = await stream.next("offer");
    expect(data).toMatchObject({
      trigger_id: "bulk_edit_opportunity",
      options: [{ tour_id: "projects-bulk-edit" }, {}],
    });
    const tour = await page.post<{ tour: { title: string; steps: unknown[] } }>("/v1/tours/projects-bulk-edit/start", {
      run_id: "r1",
    });
    expect(tour.body.tour).toMatchObject({ title: "Recorded", steps: [{}, {}, {}] });
  });

  test("brings the triggers it was published with", async () => {
    await put(share);
    await send("POST", "/share-report/publish", { triggers: ["skipped_step"] });
    const page = await server.page();
    const stream = await page.listen();
    const click = (label: string) => ({ element: { tag: "button", role: "button", label } });
    await page.capture({ type: "page_view", title: "Projects" }, click("Open report"), click("Share now"));
    expect(stream.frames.map(({ event }) => event)).not.toContain("offer");
    await put({ ...share, steps: [...share.steps, button("done", "Close dialog")] });
    await send("POST", "/share-report/publish", {});
    await page.capture(click("Sort by name"));
    expect((await stream.next("offer")).data).toMatchObject({
      trigger_id: "share_report_skipped_step",
      options: [{ tour_id: "share-report" }, {}],
    });
  });
});

test("a product's paths go with it", async () => {
  await put(share);
  await server.store.paths.deletePathsOfProduct("projects");
  expect((await list()).map(({ path_id }) => path_id)).toEqual(["projects-bulk-edit"]);
});
