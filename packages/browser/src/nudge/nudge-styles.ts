export const nudgeStyles: string = `
.unannounced{opacity:0}
.body{min-block-size:20px}
.time-left{
  position:absolute;inset-inline:0;inset-block-end:0;block-size:2px;background:var(--u-accent-on-surface);
  opacity:.5;transform-origin:left;
}
.nudge:dir(rtl) .time-left{transform-origin:right}
[aria-busy] .choices{opacity:.5;animation:enter 1s infinite alternate}
@media (prefers-reduced-motion:reduce){.time-left{visibility:hidden}}
@media (forced-colors:active){.time-left{background:Highlight}}
`;
