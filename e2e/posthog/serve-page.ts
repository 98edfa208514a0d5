import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

export interface PageServer {
  /** `http://localhost:<port>`: another origin than the server's `127.0.0.1`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the page with one version of posthog-js as a module. */
export async function servePage(packageName: string): Promise<PageServer> {
  const read = (path: string): Promise<Buffer> => readFile(fileURLToPath(new URL(path, import.meta.url)));
  const files: Readonly<Record<string, readonly [type: string, body: Buffer]>> = {
    "/page.js": ["text/javascript", await read("./page.js")],
    "/posthog.js": ["text/javascript", await read(`../../node_modules/${packageName}/dist/module.js`)],
  };
  const html = await read("./page.html");
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const [type, body] = files[pathname] ?? ["text/html; charset=utf-8", html];
    response.writeHead(200, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
