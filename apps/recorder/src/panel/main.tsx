import { render } from "preact";
import { App } from "./app.tsx";
import { readKept } from "./kept.ts";

const root = document.querySelector("#panel");
const kept = await readKept(Date.now());
if (root !== null) render(<App kept={kept} />, root);
