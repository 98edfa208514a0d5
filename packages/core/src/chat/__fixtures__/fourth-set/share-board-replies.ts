import type { ReplyCase } from "../reply-case.ts";

export const shareBoardReplies: ReplyCase = {
  name: "share a board with a guest",
  ground: {
    howTo: `1. Open the board and click **Share** at the top right.
2. Type the guest's email address and choose **Can view** or **Can comment**.
3. Set an **Expiry date** if the access should end by itself.
4. Click **Send invite**.

Guests need no account. To take access back, click **Share** again and choose **Remove access** next to the guest.`,
    names: ["Share a board", "Share", "Can view", "Can comment", "Expiry date", "Send invite", "Remove access"],
    said: ["my client wants to see the launch board", "Launch 2027", "Copy link"],
  },
  correct: [
    "You can invite your client as a guest. Open “Launch 2027” and click **Share** at the top right.",
    "Type your client's email address, choose **Can view**, and click **Send invite**.",
    "Pick **Can comment** if they should be able to leave feedback.",
    "No account needed – guests simply follow the invite in their inbox.",
    "Want the access to end by itself? Set an **Expiry date** before sending.",
    "Share → Can view → Send invite",
    "Changed your mind? Click **Share** again, then **Remove access** next to the guest.",
    "1. Open the board\n2. **Share**\n3. Email address + **Can view**\n4. **Send invite**",
    "The Share button sits in the top right-hand corner of the board.",
    "That works for as many guests as you like, as far as the steps say.",
    "I won't send anything myself; the invite goes out when you press **Send invite**.",
    "Your client won't see any other board, just the one you share. At least that's how I read the steps.",
    "Almost done: hit *Send invite* and your client gets an email.",
  ],
  invented: [
    "Click **Publish** to make the board public.",
    "Choose **Can edit** for your client.",
    "Open the ••• menu and select Guest access.",
    "Copy the public link from the Links tab.",
    "Click **Require password** and type one.",
    "Go to Team settings > Guests and click Add guest.",
    "Use the QR code button to share it quickly.",
    "Click the padlock next to the board's name.",
    "Press Cmd+Shift+S to open the dialog.",
    "Export the board as a PDF with **Download snapshot**.",
    "Tick the “Hide internal notes” box.",
    "Send them to boards.example/launch instead.",
    "Then choose Notify me when opened.",
  ],
};
