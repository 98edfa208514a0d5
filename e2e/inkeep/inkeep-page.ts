/** What a page needs to show the widget; set before its scripts run. */
export interface InkeepPage {
  readonly apiKey: string;
  readonly apiBaseUrl: string;
  readonly analyticsApiBaseUrl: string;
  /** What the chat opens with when no offer opened it. */
  readonly intro: string;
}

declare global {
  interface Window {
    inkeepPage: InkeepPage;
    usherErrors: string[];
  }
}

/** The widget's settings, as a host would write them. */
export function inkeepSettings({ apiKey, apiBaseUrl, analyticsApiBaseUrl, intro }: InkeepPage) {
  return {
    baseSettings: {
      apiKey,
      aiApiBaseUrl: apiBaseUrl,
      analyticsApiBaseUrl,
      organizationDisplayName: "Nexus Cloud",
      primaryBrandColor: "#4f46e5",
      theme: { disableLoadingDefaultFont: true },
    },
    aiChatSettings: { aiAssistantName: "Nexus assistant", introMessage: intro },
  };
}
