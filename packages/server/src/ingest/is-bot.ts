const BOTS =
  /bot\b|bots\b|crawl|spider|slurp|headless|phantomjs|puppeteer|playwright|selenium|webdriver|lighthouse|pingdom|uptime|preview|facebookexternalhit|embedly|wget|scrapy|mediapartners|monitor(?:ing)?\b/i;

/** Whether a browser's user agent says that no person sits in front of it. */
export function isBot(userAgent: string | undefined): boolean {
  return userAgent !== undefined && BOTS.test(userAgent.slice(0, 1_000));
}
