import type { ReplyCase } from "../reply-case.ts";

/** Answered from documents alone. */
export const storageHelpReplies: ReplyCase = {
  name: "storage, from documents",
  ground: {
    howTo: "",
    documents: [
      "What counts against storage\nEvery file counts once, however many boards it is on. Files in the **Trash** count until they are deleted for good, which happens after 30 days. The Free plan has 5 GB, the Team plan 100 GB.",
      "Freeing space\n1. Open **Usage** in the account menu.\n2. Sort by **Largest first**.\n3. Tick the files and click **Move to trash**.\n4. Open **Trash** and click **Empty trash**.\nPress Ctrl+A to select all files of a list.",
    ],
    said: ["why is my storage full although i deleted everything?", "4.9 GB of 5 GB used", "Upgrade"],
  },
  correct: [
    "Deleted files still count while they're in the **Trash** – they go for good after 30 days.",
    "To free the space right away, open **Trash** and click **Empty trash**.",
    "You're at 4.9 GB of 5 GB, which is the limit of the Free plan.",
    "Open **Usage** in the account menu and sort by **Largest first** to see what takes up the most room.",
    "Account menu → **Usage** → **Largest first**",
    "Tick the files you no longer need and click “Move to trash”. Don't forget to empty the trash afterwards!",
    "A file that is on several boards counts only once, so removing it from one board won't help.",
    "With Ctrl+A you can select all files of a list at once.",
    "The Team plan comes with 100 GB. I don't know what it costs.",
    "Short answer: because the trash counts too.",
    "1. Open **Trash**.\n2. Click **Empty trash**.\n3. That's it – the space is free again.",
    "Careful: once the trash has been emptied, the files are gone for good.",
    "If you'd rather wait, do nothing; whatever is in the trash is deleted after 30 days.",
  ],
  invented: [
    "Click **Upgrade now** and choose the Business plan.",
    "Go to **Settings** > **Storage** > **Clean up**.",
    "Click **Delete permanently** next to each file.",
    "Use the **Storage optimizer**.",
    "Press Ctrl+Shift+Delete to empty it.",
    "Turn on **Auto-delete** for old versions.",
    "Sort by **Date added** instead.",
    "Ask support to raise your quota at support@boards.example.",
    "Open the Archive and choose Compress files.",
    "Right-click a file and pick Make online-only.",
    "Open **Usage** and click **Request more space**.",
    "Check the Duplicates tab first.",
    "Read more at https://boards.example/help/storage.",
  ],
};
