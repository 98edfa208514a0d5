import { extension } from "./extension-api.ts";

// The click on the icon is what lets the extension look at this one tab (`activeTab`): the panel must not open without it.
extension.action.onClicked.addListener(({ windowId }) => {
  void extension.sidePanel.open({ windowId });
});
