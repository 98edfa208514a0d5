import { render } from "preact";
import { App } from "./app.tsx";
import { readKept } from "./kept.ts";
import { stopPage } from "./page-link.ts";

const root = document.querySelector("#panel");
const kept = await readKept(Date.now());
if (kept.interrupted !== undefined) void stopPage(kept.interrupted);
if (root !== null) render(<App kept={kept} />, root);
