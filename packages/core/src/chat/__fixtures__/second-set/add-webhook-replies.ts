import type { ReplyCase } from "../reply-case.ts";

export const addWebhookReplies: ReplyCase = {
  name: "add a webhook",
  ground: {
    howTo: `1. Go to **Developers** > **Webhooks** and click **Add endpoint**.
2. Enter the address of your server in **Endpoint URL**. It must start with https.
3. Tick the events to receive, e.g. **order.created**.
4. Click **Send test event**. The response is shown below the form.
5. If it says 200, click **Save endpoint**. Copy the **Signing secret**; it is shown only once.

Failed deliveries are tried again for 3 days. See https://docs.example.com/webhooks#signatures`,
    names: [
      "Add a webhook",
      "Developers",
      "Webhooks",
      "Add endpoint",
      "Endpoint URL",
      "Send test event",
      "Save endpoint",
      "Signing secret",
    ],
    urls: ["https://docs.example.com/webhooks/retries"],
    said: ["my zapier hook doesn't get any events", "No endpoints yet", "API keys"],
  },
  correct: [
    "Go to **Developers** > **Webhooks**, and click **Add endpoint** to get started.",
    "Your endpoint URL has to start with `https`. Plain http addresses are not accepted.",
    "Tick **order.created** (and whatever else you need), then click **Send test event**.",
    "If the response says `200`, you're good: click **Save endpoint**.",
    "Make sure to copy the **Signing secret** right away – you won't see it a second time!",
    "For Zapier, paste the address it gives you into **Endpoint URL**.",
    "Retries go on for 3 days; details are at https://docs.example.com/webhooks/retries.",
    "How signatures work is described here: https://docs.example.com/webhooks#signatures",
    "Developers › Webhooks › Add endpoint",
    "Since there are no endpoints yet, nothing is being sent to Zapier. Let's add one:\n\n1. **Developers** > **Webhooks**\n2. **Add endpoint**\n3. Paste your **Endpoint URL**\n4. Tick the events\n5. **Send test event**, then **Save endpoint**",
    "Did the test event show an error like 404 or 500? Then the address is probably mistyped.",
    "You don't need the API keys for this.",
    "The result of the test appears just below the form, so there's no need to check your server's logs.",
  ],
  invented: [
    "Go to **Developers** > **Integrations** > **Zapier**.",
    "Click **Create webhook** in the top right.",
    "Paste the address into **Callback URL**.",
    "Tick `payment.settled` as well.",
    "Click **Roll secret** to get a new one.",
    "See https://docs.example.com/webhooks/zapier for a step-by-step guide.",
    "In the **Logs** tab you can replay failed deliveries.",
    "Switch on **Live mode** before you save.",
    "Open the API keys page and click **Generate key**.",
    "Run `usher webhooks listen` in your terminal.",
    "Choose Retry now next to the failed delivery.",
    "Set the **Timeout** to 30 seconds and save.",
    "Allow the IP addresses listed under Developers > Network.",
  ],
};
