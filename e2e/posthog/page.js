import posthog from "/posthog.js";

const { apiHost, key, user } = Object.fromEntries(new URLSearchParams(location.search));

posthog.init(key, {
  api_host: apiHost,
  person_profiles: "identified_only",
  session_idle_timeout_seconds: 120,
  capture_pageview: false,
  capture_pageleave: true,
  request_batching: false,
  loaded: (ph) => {
    window.ready = true;
    if (!user) return;
    ph.identify(user, { product_id: "projects", email: `${user}@example.com` });
    ph.register({ email: `${user}@example.com` });
  },
});
window.posthog = posthog;

/** What a route change of a framework does. */
function view(path) {
  history.pushState({}, "", path);
  document.title = path === "/reports" ? "Reports" : "Projects";
  posthog.capture("$pageview", { $current_url: location.origin + path });
}

document.getElementById("to-reports").addEventListener("click", (event) => {
  event.preventDefault();
  view("/reports");
});
posthog.capture("$pageview", { $current_url: `${location.origin}${location.pathname}` });
