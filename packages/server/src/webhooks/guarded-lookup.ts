import { type LookupAddress, lookup as lookupName } from "node:dns";
import type { LookupFunction } from "node:net";
import { UsherError } from "@usher/core";
import { isBlockedAddress } from "./blocked-address.ts";

/** Every address of a name. */
export type ResolveName = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * Resolves names for one connection and checks every address of the answer there: the address that was checked is the one
 * that is connected to, so that a name that changes its mind in between leads nowhere. Fails with `address_blocked`.
 * @param isAllowed for origins that the operator has named: any address will do.
 */
export function webhookLookup(resolve: ResolveName, isAllowed: boolean): LookupFunction {
  return (hostname, { all }, answer) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return answer(new UsherError("address_missing", "The name has no address."), "");
        // One bad address among good ones is how rebinding hides: the answer as a whole is refused.
        if (!isAllowed && addresses.some(({ address }) => isBlockedAddress(address))) {
          return answer(new UsherError("address_blocked", "The name leads to an address that is not public."), "");
        }
        if (all === true) answer(null, [...addresses]);
        else answer(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, ""),
    );
  };
}

/** As the system does it, with its hosts file. */
export function resolveBySystem(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookupName(hostname, { all: true, verbatim: true }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });
}
