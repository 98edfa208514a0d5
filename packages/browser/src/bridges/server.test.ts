import { expect, test } from "vitest";
import { serverChat } from "./server.ts";

function world(status: number) {
  const asked: { readonly url: string; readonly body: unknown }[] = [];
  const said: string[] = [];
  const chat = serverChat({ onShow: () => said.push("shown") });
  const stop = chat.start({
    host: "https://usher.example.com",
    fetch: async (url, init) => {
      asked.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      return new Response("{}", { status });
    },
    pass: async () => ({ token: "token", sessionId: "s-1" }),
  });
  const open = () => chat.open("o-1", { ready: () => said.push("ready"), signal: new AbortController().signal });
  return { asked, said, stop, open };
}

test("an accepted offer opens through the server, and the widget comes on screen", async () => {
  const { asked, said, open } = world(200);
  await open();
  expect(asked).toEqual([{ url: "https://usher.example.com/bridge/open", body: { offer_id: "o-1" } }]);
  expect(said).toEqual(["shown", "ready"]);
});

test("what could not be delivered rejects, so that Usher's own panel opens", async () => {
  const { said, stop, open } = world(502);
  await expect(open()).rejects.toThrow("502");
  expect(said).toEqual([]);
  stop();
  await expect(open()).rejects.toThrow("not running");
});
