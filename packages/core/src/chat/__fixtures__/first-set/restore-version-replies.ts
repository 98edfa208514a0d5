import type { ReplyCase } from "../reply-case.ts";

export const restoreVersionReplies: ReplyCase = {
  name: "restore an earlier version",
  ground: {
    howTo: `1. Press Ctrl+K (⌘K on a Mac) to open the command palette and type **Version history**, or click the clock icon above the page.
2. Click a version in the panel on the right to preview it.
3. Turn on **Highlight changes** to see what differs.
4. Click **Restore this version**, then **Restore** in the dialog.
5. To undo, press Ctrl+Z.

Versions are kept for 30 days (90 days on the Business plan). More at https://docs.example.com/versions`,
    names: ["Restore an earlier version", "Version history", "Highlight changes", "Restore this version", "Restore"],
    said: ["somebody deleted half of my page!!", "Q3 Roadmap", "Edited by Sam Lee"],
  },
  correct: [
    "Don't worry, nothing is lost. Press **Ctrl+K**, type **Version history**, and pick the version from before the change.",
    "On a Mac, use ⌘K instead of Ctrl+K.",
    "You can also click the clock icon above the page.",
    "Turn on **Highlight changes** to see what Sam Lee deleted, then click **Restore this version**.",
    "A dialog asks you to confirm: click **Restore**. If you change your mind, press Ctrl + Z.",
    "1. Open the command palette (`Ctrl+K`).\n2. Type “Version history”.\n3. Preview the right version.\n4. **Restore this version** → **Restore**.",
    "Versions are kept for 30 days, or 90 days if you're on the Business plan.",
    "I'm sorry to hear that! Your Q3 Roadmap can most likely be brought back from its version history.",
    "Not sure which version is right? Clicking one only previews it; nothing changes until you restore.",
    "See https://docs.example.com/versions for more.",
    "Restoring doesn't delete the newer version – you can undo it with Ctrl+Z.",
    "The panel with all versions opens on the right-hand side. Click any of them for a preview.",
    "Command palette → Version history → Restore this version.",
  ],
  invented: [
    "Open **File** → **Revisions**.",
    "Press Ctrl+Shift+H to see the history.",
    "Click the three dots and choose **Page history**.",
    "Go to the Trash and click **Put back**.",
    "Click **Compare versions** to see both side by side.",
    "Right-click the page in the sidebar and choose Restore.",
    "Press ⌘Y on a Mac.",
    "Click the bell icon to see who changed it.",
    "Choose **Make a copy** in the dialog if you want to keep both.",
    "Ask your admin to enable “Extended history” in Workspace settings.",
    "Double-click a version to rename it.",
    "The guide is at https://docs.example.com/restore-page.",
    "Use the Activity tab to find out who deleted it.",
  ],
};
