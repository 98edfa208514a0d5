import { InkeepEmbeddedChat } from "@inkeep/cxkit-react";
import { Usher } from "@usher/browser";
import { inkeepChat } from "@usher/browser/bridges/inkeep";
import { UsherInkeepChat } from "@usher/react";
import { type JSX, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { inkeepSettings } from "./inkeep-page.ts";

// Takes the place of an example's chat.ts: Inkeep's widget in a drawer that stays mounted, as the tutorial has it.

let show = (): void => {};

/** For `Usher.init`. */
export const chat = inkeepChat({ onShow: () => show() });

const settings = inkeepSettings(window.inkeepPage);
/** `?chat=on-screen`: a chat that is part of the page, as opposed to a drawer. */
const isOnScreen = new URLSearchParams(location.search).get("chat") === "on-screen";

function Drawer(): JSX.Element {
  const [isOpen, setOpen] = useState(isOnScreen);
  show = () => setOpen(true);
  return (
    <aside id="inkeep-drawer" aria-label="Chat">
      <button type="button" id="inkeep-toggle" onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Close chat" : "Ask a question"}
      </button>
      <div id="inkeep-panel" hidden={!isOpen}>
        <UsherInkeepChat chat={InkeepEmbeddedChat} bridge={chat} {...(isOnScreen ? {} : { isOpen })} {...settings} />
      </div>
    </aside>
  );
}

const style = document.createElement("style");
style.textContent = `
  #inkeep-drawer { position: fixed; right: 16px; bottom: 16px; z-index: 40; display: flex; flex-direction: column-reverse; align-items: end; gap: 8px; }
  #inkeep-toggle { font: 600 14px system-ui; padding: 10px 16px; border: 0; border-radius: 999px; background: #4f46e5; color: #fff; cursor: pointer; }
  #inkeep-panel { width: min(380px, calc(100vw - 32px)); height: min(540px, calc(100vh - 96px)); border-radius: 12px; overflow: hidden; box-shadow: 0 12px 40px rgb(0 0 0 / 24%); background: #fff; }
  #inkeep-panel[hidden] { display: none; }
`;
document.head.append(style);
const root = document.createElement("div");
document.body.append(root);
const rendered = createRoot(root);
rendered.render(
  <StrictMode>
    <Drawer />
  </StrictMode>,
);
// For tests of a page without its widget.
root.addEventListener("take-away", () => rendered.unmount(), { capture: true });

window.usherErrors = [];
Usher.on("error", ({ code, message }) => window.usherErrors.push(`${code}: ${message}`));
