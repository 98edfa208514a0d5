import type { Page } from "playwright-core";

/** The token that the page has, as it sends it: answers that a reload interrupts cannot be read. */
export async function tokenOf(page: Page): Promise<string> {
  const stream = page.waitForRequest((request) => request.url().includes("/v1/nudges"));
  await page.reload();
  const { authorization = "" } = await (await stream).allHeaders();
  return authorization.replace("Bearer ", "");
}

/** Posts to the server as the page would; resolves to the status of the answer. */
export async function post(
  server: { readonly url: string },
  token: string,
  path: string,
  body: object,
): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, origin: server.url, "content-type": "application/json" };
  return (await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) })).status;
}
