import type { RawPropertyValue } from "@usher/core";
import { type BoundedMap, createBoundedMap } from "../engine/bounded-map.ts";
import type { ActivityStore, PersonRecord } from "../ports/activity-store.ts";

/** What is known of the people that sources and pages speak of. The store has the truth; look-ups are remembered, bounded. */
export interface People {
  /** Who an anonymous visitor turned out to be. */
  userOf(productId: string, anonymousId: string): Promise<string | undefined>;
  /** Names an anonymous visitor. Whoever was named first keeps the name: nobody can take over another's past. */
  link(productId: string, anonymousId: string, userId: string): Promise<void>;
  /** The id is a user's own: no later identity makes it the anonymous id of somebody else. */
  confirm(productId: string, userId: string): Promise<void>;
  describe(productId: string, personId: string, said: Description): Promise<void>;
  /** Never remembered when the answer is no: an erasure counts from the next event on. */
  isErased(productId: string, userId: string): Promise<boolean>;
  /** After an erasure: what was remembered may name who was erased, also by anonymous ids. The store has the rest. */
  forget(): void;
}

export interface Description {
  readonly email?: string | undefined;
  readonly traits?: Readonly<Record<string, RawPropertyValue>> | undefined;
}

const MAX_TRAITS = 50;
const REMEMBERED = 20_000;

export function createPeople(activity: ActivityStore): People {
  let remembered = nothingYet();

  return {
    async userOf(productId, anonymousId) {
      const key = `${productId}\0${anonymousId}`;
      // What is read before an erasure and arrives after it lands in the maps that are gone.
      const { users } = remembered;
      const known = users.get(key);
      if (known !== undefined) return known.userId;
      const userId = await activity.findAnonymous(productId, anonymousId);
      users.set(key, { userId });
      return userId;
    },

    async link(productId, anonymousId, userId) {
      if (anonymousId === userId || (await this.userOf(productId, anonymousId)) !== undefined) return;
      const { users } = remembered;
      await activity.linkAnonymous(productId, anonymousId, userId);
      users.set(`${productId}\0${anonymousId}`, { userId });
    },

    async confirm(productId, userId) {
      if ((await this.userOf(productId, userId)) !== undefined) return;
      const { users } = remembered;
      await activity.linkAnonymous(productId, userId, userId);
      users.set(`${productId}\0${userId}`, { userId });
    },

    async describe(productId, personId, { email, traits = {} }) {
      if (email === undefined && Object.keys(traits).length === 0) return;
      const key = `${productId}\0${personId}`;
      const { persons } = remembered;
      const known = persons.get(key) ?? (await activity.findPerson(productId, personId));
      const merged: PersonRecord = {
        productId,
        personId,
        email: email ?? known?.email ?? null,
        traits: Object.fromEntries(Object.entries({ ...known?.traits, ...traits }).slice(-MAX_TRAITS)),
      };
      if (known === undefined || !isSame(known, merged)) await activity.describePerson(merged);
      persons.set(key, merged);
    },

    async isErased(productId, userId) {
      const key = `${productId}\0${userId}`;
      const { erased } = remembered;
      if (erased.get(key) === true) return true;
      const answer = await activity.isErased(productId, userId);
      if (answer) erased.set(key, true);
      return answer;
    },

    forget() {
      remembered = nothingYet();
    },
  };
}

interface Remembered {
  readonly users: BoundedMap<{ readonly userId: string | undefined }>;
  readonly persons: BoundedMap<PersonRecord>;
  readonly erased: BoundedMap<true>;
}

function nothingYet(): Remembered {
  return {
    users: createBoundedMap(REMEMBERED),
    persons: createBoundedMap(REMEMBERED),
    erased: createBoundedMap(REMEMBERED),
  };
}

function isSame(left: PersonRecord, right: PersonRecord): boolean {
  const names = Object.keys(right.traits);
  return (
    left.email === right.email &&
    names.length === Object.keys(left.traits).length &&
    names.every((name) => left.traits[name] === right.traits[name])
  );
}
