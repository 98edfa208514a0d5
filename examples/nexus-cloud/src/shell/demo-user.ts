import { readStored, writeStored } from "./stored-text.ts";

const KEY = "nexus-cloud-demo-user";

/** The signed-in user's id: `?user=`, or one that stays with this browser ("demo-user-x7k2m9qa"). */
export const demoUserId: string = pickDemoUser();

function pickDemoUser(): string {
  // The tab remembers who the address chose, so that a reload does not change who is signed in.
  const asked = new URLSearchParams(location.search).get("user")?.trim() ?? readStored("sessionStorage", KEY);
  const chosen = asked !== undefined && /^[\w.@-]{1,64}$/.test(asked);
  const fresh = Math.random().toString(36).slice(2, 10).padEnd(8, "0");
  const id = chosen ? asked : (readStored("localStorage", KEY) ?? `demo-user-${fresh}`);
  writeStored(chosen ? "sessionStorage" : "localStorage", KEY, id);
  return id;
}
