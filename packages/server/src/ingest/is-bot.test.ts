import { expect, test } from "vitest";
import { isBot } from "./is-bot.ts";

test.each([
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36",
  "facebookexternalhit/1.1",
  "Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Chrome-Lighthouse",
  "Mozilla/5.0 (compatible; UptimeRobot/2.0)",
  "AhrefsBot/7.0; +http://ahrefs.com/robot/",
])("%s is no person", (userAgent) => expect(isBot(userAgent)).toBe(true));

test.each([
  undefined,
  "",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
  "Mozilla/5.0 (Linux; Android 9; CUBOT_NOTE_S) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36",
])("%s may be one", (userAgent) => expect(isBot(userAgent)).toBe(false));
