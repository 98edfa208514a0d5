import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { openEmbeddedStore } from "../../src/adapters/sql/open-embedded.ts";
import { systemClock } from "../../src/adapters/system-clock.ts";
import { type Composition, compose, type Parts } from "../../src/compose.ts";
import type { ResolvedConfig } from "../../src/config/config.ts";
import { silentLogger } from "../../src/observe/logger.ts";
import type { Store } from "../../src/ports/store.ts";
import { createPageClient, type PageClient } from "./page-client.ts";
import { sampleConfig } from "./sample-config.ts";

export interface TestServer extends Composition {
  readonly url: string;
  readonly store: Store;
  /** A new visitor's page with its session started. */
  page(options?: { readonly key?: string; readonly origin?: string }): Promise<PageClient>;
  stop(): Promise<void>;
}

/** The real server on a real socket, with a store in memory unless one is given. */
export async function startTestServer(
  config: ResolvedConfig = sampleConfig(),
  parts: Partial<Parts> = {},
): Promise<TestServer> {
  const store = parts.store ?? (await openEmbeddedStore({ memory: true }));
  const composition = compose(config, {
    store,
    tokenSecret: "test secret that is at least 32 bytes long",
    clock: systemClock(),
    log: silentLogger,
    ...parts,
  });
  await composition.products.reload();
  await composition.webhooks.start();
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve({ fetch: composition.app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(listening));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...composition,
    url,
    store,
    async page(options) {
      const page = createPageClient(url, options);
      await page.start();
      return page;
    },
    async stop() {
      composition.beginStop();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await composition.engine.stop();
      await composition.summaries.stop();
      await composition.memories.stop();
      await composition.webhooks.stop();
      await store.close();
    },
  };
}
