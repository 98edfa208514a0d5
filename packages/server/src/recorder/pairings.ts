import { createHash, randomBytes, randomInt } from "node:crypto";
import { type EpochMs, UsherError } from "@usher/core";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import type { ProductAdmin } from "../products/product-admin.ts";

/** How long a person has to approve, and how long what they approved may write. */
const CODE_LIFETIME_MS = 10 * 60_000;
const TOKEN_LIFETIME_MS = 8 * 3_600_000;
/** How long a recorder waits between two questions, seconds. */
const INTERVAL_S = 2;
/** Pairings that wait at once; more push out the oldest. */
const MAX_WAITING = 1_000;
/** Consonants that are not mistaken for one another: no words, and nothing to spell twice. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const CODE_LENGTH = 8;

export interface StartedPairing {
  /** Secret of the recorder. Is kept as a hash. */
  readonly deviceCode: string;
  /** What a person reads out, e.g. `BDFG-HJKL`. */
  readonly userCode: string;
  readonly expiresInS: number;
  readonly intervalS: number;
}

export type Pairing =
  | { readonly status: "pending"; readonly intervalS: number }
  | {
      readonly status: "approved";
      /** A restricted key with `golden_paths:write`. Shown once. */
      readonly token: string;
      readonly productId: string;
      readonly expiresInS: number;
    };

/**
 * Lets a recorder write golden paths without ever holding a lasting key: it shows a short code, an operator approves the
 * code, and the recorder exchanges its own secret for a key of eight hours. In this process only: a restart forgets what
 * waits. Rejects with UsherError `device_code_unknown`.
 */
export interface Pairings {
  start(): StartedPairing;
  /** Capital letters, spaces and hyphens do not matter. */
  approve(userCode: string, productId: string): void;
  /** An approved code is used up by asking. */
  exchange(deviceCode: string): Promise<Pairing>;
}

interface Waiting {
  readonly userCode: string;
  readonly until: EpochMs;
  readonly productId?: string;
}

interface Options {
  readonly products: Pick<ProductAdmin, "createKey">;
  readonly now: () => EpochMs;
}

export function createPairings({ products, now }: Options): Pairings {
  const byDevice: BoundedMap<Waiting> = createBoundedMap(MAX_WAITING);
  const byUser: BoundedMap<string> = createBoundedMap(MAX_WAITING);

  /** Those that are over count as never made. */
  function find(device: string | undefined): Waiting | undefined {
    const found = device === undefined ? undefined : byDevice.get(device);
    return found !== undefined && found.until > now() ? found : undefined;
  }

  return {
    start() {
      const deviceCode = `dc_${randomBytes(32).toString("base64url")}`;
      const userCode = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
      const device = hash(deviceCode);
      byDevice.set(device, { userCode, until: now() + CODE_LIFETIME_MS });
      byUser.set(userCode, device);
      return {
        deviceCode,
        userCode: `${userCode.slice(0, 4)}-${userCode.slice(4)}`,
        expiresInS: CODE_LIFETIME_MS / 1_000,
        intervalS: INTERVAL_S,
      };
    },

    approve(userCode, productId) {
      const plain = userCode.toUpperCase().replace(/[^A-Z]/g, "");
      const device = byUser.get(plain);
      const waiting = find(device);
      // Approved once: whoever reads the code later cannot turn it to another product.
      if (device === undefined || waiting === undefined || waiting.productId !== undefined) throw unknown();
      byDevice.set(device, { ...waiting, productId });
      byUser.delete(plain);
    },

    async exchange(deviceCode) {
      const device = hash(deviceCode);
      const waiting = find(device);
      if (waiting === undefined) throw unknown();
      if (waiting.productId === undefined) return { status: "pending", intervalS: INTERVAL_S };
      const { productId } = waiting;
      byDevice.delete(device);
      try {
        const { key } = await products.createKey({
          productId,
          kind: "restricted",
          scopes: ["golden_paths:write"],
          expiresAt: now() + TOKEN_LIFETIME_MS,
        });
        return { status: "approved", token: key, productId, expiresInS: TOKEN_LIFETIME_MS / 1_000 };
      } catch (error) {
        // What failed here is the server's fault: the recorder may ask again.
        byDevice.set(device, waiting);
        throw error;
      }
    },
  };
}

/** Looked up by hash: how long a look-up takes says nothing about the codes there are. */
function hash(code: string): string {
  return createHash("sha256").update(code).digest("base64url");
}

function unknown(): UsherError {
  return new UsherError(
    "device_code_unknown",
    "No recorder waits with this code: it was used, it is older than ten minutes, or it is mistyped. Start again.",
  );
}
