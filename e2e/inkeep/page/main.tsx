import { InkeepEmbeddedChat } from "@inkeep/cxkit-react";
import { UsherProvider, useIdentify, useInkeepChat, useOffer, useUsher, withUsherContext } from "@usher/react";
import { type JSX, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { inkeepSettings } from "../inkeep-page.ts";

// @usher/react as a host app uses it, under StrictMode: the chat is only mounted while it is open.

const Chat = withUsherContext(InkeepEmbeddedChat);
const settings = inkeepSettings(window.inkeepPage);

function Onboarding(): JSX.Element {
  const usher = useUsher();
  const offer = useOffer();
  useIdentify({ id: "ada", traits: { plan: "team" } });
  return (
    <main>
      <button type="button" id="open-step" onClick={() => usher.track("data_source_open")}>
        Connect data source
      </button>
      <output id="offer">{offer === null ? "none" : offer.status}</output>
    </main>
  );
}

function App(): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const chat = useInkeepChat({
    onShow: () => setOpen(true),
    opener: (question) => `I noticed you may be stuck. ${question}`,
  });
  return (
    <UsherProvider options={{ key: "pk_demo_nexus_cloud", host: location.origin, chat }}>
      <Onboarding />
      {isOpen && (
        <div id="chat" style={{ height: 480, width: 380 }}>
          <button type="button" id="close" onClick={() => setOpen(false)}>
            Close
          </button>
          <Chat isOpen {...settings} />
        </div>
      )}
    </UsherProvider>
  );
}

const element = document.querySelector("#root");
if (element !== null) {
  createRoot(element).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
