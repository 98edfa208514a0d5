export const nudgeStyles: string = `
.nudge{inline-size:min(320px,100vw - 32px);padding:8px 16px 16px;gap:4px;transition:opacity 160ms ease-out}
.nudge.unannounced{opacity:0}
.nudge .head{margin-inline-end:-8px}
.nudge .body{min-block-size:20px}
.nudge .choices{display:flex;flex-wrap:wrap;gap:8px;margin-block-start:12px}
.nudge .time-left{
  position:absolute;inset-inline:0;inset-block-end:0;block-size:2px;background:var(--u-accent-on-surface);
  opacity:.55;transform-origin:left;pointer-events:none;
}
.nudge:dir(rtl) .time-left{transform-origin:right}
@media (prefers-reduced-motion:reduce){.nudge{transition:none}.nudge .time-left{display:none}}
@media (forced-colors:active){.nudge .time-left{background:Highlight;opacity:1}}
`;
