import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { UsherError } from "@usher/core";
import type { Sealer } from "../ports/sealer.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface SealingKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/**
 * AES-256-GCM. What is sealed begins with the id of its key, so that keys can be replaced: the first one seals, any of them
 * opens.
 * @param masterKeys 32 bytes each, base64url; the newest first.
 */
export function createSealer(masterKeys: readonly string[]): Sealer {
  const keys = masterKeys.map(deriveKey);
  const [newest] = keys;
  if (newest === undefined) throw new UsherError("secrets_invalid", "Sealing needs at least one key.");

  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", newest.key, nonce).setAAD(Buffer.from(newest.id));
      const body = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${newest.id}.${body.toString("base64url")}`;
    },
    open(sealed) {
      const [id, body] = sealed.split(".");
      const key = keys.find((candidate) => candidate.id === id);
      if (key === undefined || body === undefined) {
        throw new UsherError(
          "secret_unreadable",
          "A stored secret was sealed with a key that secrets.json no longer has.",
        );
      }
      return decrypt(key, Buffer.from(body, "base64url"));
    },
  };
}

function decrypt({ id, key }: SealingKey, bytes: Buffer): string {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(id));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch (error) {
    throw new UsherError("secret_unreadable", "A stored secret was changed since it was sealed.", { cause: error });
  }
}

/** A key of its own for this purpose, and a short public name for it. */
function deriveKey(masterKey: string): SealingKey {
  const key = new Uint8Array(
    hkdfSync("sha256", Buffer.from(masterKey, "base64url"), "", "usher sealed secrets v1", 32),
  );
  return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
}
