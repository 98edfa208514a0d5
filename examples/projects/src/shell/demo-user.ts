import { type DemoUser, pickDemoUser } from "./pick-demo-user.ts";
import { readStored, writeStored } from "./stored-text.ts";

const KEY = "northwind-demo-user";

const picked: DemoUser = pickDemoUser({
  search: location.search,
  chosenInTab: readStored("sessionStorage", KEY),
  knownInBrowser: readStored("localStorage", KEY),
  fresh: Math.random().toString(36).slice(2).padEnd(8, "0"),
});
writeStored(picked.from === "address" ? "sessionStorage" : "localStorage", KEY, picked.id);

/** The signed-in user's id: `?user=`, or one that stays with this browser ("demo-user-x7k2m9qa"). */
export const demoUserId: string = picked.id;
