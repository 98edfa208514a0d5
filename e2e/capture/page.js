// The page under test. It behaves like hosts do: stops propagation, portals menus, makes itself inert.
const added = [];
const { addEventListener, removeEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  // Only what Usher's own files add: the browser's driver listens too.
  const ours = new Error().stack.includes("/usher");
  if (ours && (this === window || this === document || this === window.navigation)) {
    const entry = { target: this, type, listener };
    added.push(entry);
    const forget = () => added.splice(added.indexOf(entry), 1);
    if (options?.signal) addEventListener.call(options.signal, "abort", forget);
  }
  return addEventListener.call(this, type, listener, options);
};
EventTarget.prototype.removeEventListener = function (type, listener, options) {
  const index = added.findIndex((each) => each.target === this && each.type === type && each.listener === listener);
  if (index !== -1) added.splice(index, 1);
  return removeEventListener.call(this, type, listener, options);
};
window.leaks = () => added.map(({ type }) => type);

if (new URLSearchParams(location.search).has("old")) Object.defineProperty(window, "navigation", { value: undefined });
const { Usher } = await import("/usher.js");

window.Usher = Usher;
window.heard = [];
for (const name of [
  "offer-shown",
  "offer-accepted",
  "offer-dismissed",
  "offer-expired",
  "offer-withdrawn",
  "tour-started",
  "tour-step",
  "tour-ended",
  "chat-opened",
  "chat-closed",
  "session-started",
  "error",
])
  Usher.on(name, (payload) => window.heard.push({ name, ...payload }));

document.getElementById("stopper").addEventListener("click", (event) => event.stopImmediatePropagation());
document.getElementById("owner-form").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("menu").addEventListener("pointerdown", () => {
  document.body.classList.add("inert");
  const item = document.createElement("div");
  item.setAttribute("role", "menuitem");
  item.id = "item";
  item.style.pointerEvents = "auto";
  item.textContent = "Duplicate";
  item.addEventListener("click", () => {
    document.body.classList.remove("inert");
    item.remove();
  });
  document.getElementById("portal").append(item);
});
const shadow = document.getElementById("shadow").attachShadow({ mode: "open" });
shadow.innerHTML = `<button id="inner"><b>Inside</b></button><form name="inner-form"><input id="field" name="field" value="Secret"></form>`;

window.start = (options = {}) => Usher.init({ key: "pk_test_1", host: location.origin, ...options });
if (!new URLSearchParams(location.search).has("manual")) window.start();
