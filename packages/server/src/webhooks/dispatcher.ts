import type { WebhookEndpointRecord } from "../ports/webhook-store.ts";
import { createEndpointWorker, type EndpointWorker, type WorkerDependencies } from "./endpoint-worker.ts";

/** Tells every endpoint what happens in its product. */
export interface WebhookDispatcher {
  /** Knows the endpoints there are, and delivers nothing. */
  load(): Promise<void>;
  /** Takes up what was to be delivered when the server stopped. */
  start(): Promise<void>;
  /** The product's stream has grown. */
  onEntry(productId: string): void;
  list(productId: string): readonly WebhookEndpointRecord[];
  find(productId: string, endpointId: string): WebhookEndpointRecord | undefined;
  /** Saves a new endpoint and begins to deliver to it. */
  add(endpoint: WebhookEndpointRecord): Promise<void>;
  /** Undefined when there is no such endpoint. */
  change(
    productId: string,
    endpointId: string,
    edit: (endpoint: WebhookEndpointRecord) => WebhookEndpointRecord,
  ): Promise<WebhookEndpointRecord | undefined>;
  /** False when there is no such endpoint. */
  remove(productId: string, endpointId: string): Promise<boolean>;
  /** Something of an endpoint has become due. */
  wake(productId: string, endpointId: string): void;
  /** Resolves once nothing is under way and nothing is due. */
  idle(): Promise<void>;
  /** Attempts under way may finish for a while; what is not done by then is done after the next start. */
  stop(): Promise<void>;
}

/** Beyond the time that attempts mostly take, and within what a server may take to stop. */
const DRAIN_MS = 5_000;

export function createWebhookDispatcher(dependencies: WorkerDependencies): WebhookDispatcher {
  const { webhooks } = dependencies;
  /** By product, then by endpoint. */
  const products = new Map<string, Map<string, EndpointWorker>>();
  let isStarted = false;
  let stopped = false;

  const workerOf = (productId: string, endpointId: string): EndpointWorker | undefined =>
    products.get(productId)?.get(endpointId);
  const allWorkers = (): readonly EndpointWorker[] =>
    [...products.values()].flatMap((workers) => [...workers.values()]);

  function begin(endpoint: WebhookEndpointRecord): void {
    const { productId, endpointId } = endpoint;
    const workers = products.get(productId) ?? new Map<string, EndpointWorker>();
    if (stopped || workers.has(endpointId)) return;
    const worker = createEndpointWorker(endpoint, dependencies);
    products.set(productId, workers.set(endpointId, worker));
    if (isStarted) worker.wake(true);
  }

  async function load(): Promise<void> {
    for (const endpoint of await webhooks.listEndpoints()) begin(endpoint);
  }

  return {
    load,
    async start() {
      await load();
      isStarted = true;
      for (const worker of allWorkers()) worker.wake(true);
    },
    onEntry(productId) {
      if (!isStarted) return;
      for (const worker of products.get(productId)?.values() ?? []) worker.wake(true);
    },
    list: (productId) => [...(products.get(productId)?.values() ?? [])].map(({ endpoint }) => endpoint),
    find: (productId, endpointId) => workerOf(productId, endpointId)?.endpoint,
    async add(endpoint) {
      await webhooks.saveEndpoint(endpoint);
      begin(endpoint);
    },
    async change(productId, endpointId, edit) {
      const worker = workerOf(productId, endpointId);
      if (worker === undefined) return undefined;
      const changed = await worker.change(edit);
      if (isStarted) worker.wake(true);
      return changed;
    },
    async remove(productId, endpointId) {
      const worker = workerOf(productId, endpointId);
      if (worker === undefined) return false;
      products.get(productId)?.delete(endpointId);
      await worker.stop(0);
      await webhooks.deleteEndpoint(productId, endpointId);
      return true;
    },
    wake(productId, endpointId) {
      if (isStarted) workerOf(productId, endpointId)?.wake(false);
    },
    async idle() {
      await Promise.all(allWorkers().map((worker) => worker.idle()));
    },
    async stop() {
      stopped = true;
      await Promise.all(allWorkers().map((worker) => worker.stop(DRAIN_MS)));
    },
  };
}
