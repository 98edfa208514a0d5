export const chatStyles: string = `
.chat{inline-size:min(380px,100vw - 32px);block-size:592px;overflow:hidden}
.chat .head{padding:12px 8px 12px 16px;border-block-end:1px solid var(--u-line)}
.chat .head:dir(rtl){padding:12px 16px 12px 8px}
.chat .names{flex:1;min-inline-size:0}
.chat .name{font-size:16px;line-height:24px;font-weight:600}
.chat .label{font-weight:400;line-height:16px}
.chat .log{
  flex:1;min-block-size:0;overflow-y:auto;overscroll-behavior:contain;padding:16px;
  display:flex;flex-direction:column;gap:12px;scrollbar-width:thin;
}
.chat .log:focus-visible{outline-offset:-3px}
.bubble{max-inline-size:88%;padding:8px 12px;border-radius:12px;align-self:flex-start;border:1px solid transparent}
.bubble.assistant{background:var(--u-surface-quiet);border-end-start-radius:4px}
.bubble.person{align-self:flex-end;background:var(--u-accent);color:var(--u-accent-text);border-end-end-radius:4px}
.bubble .written{white-space:pre-wrap}
.said>*+*{margin-block-start:8px}
.bubble :is(ol,ul){padding-inline-start:22px}
.bubble li+li{margin-block-start:4px}
.bubble li::marker{color:var(--u-text-quiet);font-variant-numeric:tabular-nums}
.bubble strong{font-weight:600}
.bubble code{
  font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;padding:1px 4px;border-radius:4px;
  background:var(--u-surface);border:1px solid var(--u-line);
}
.show-me{align-self:flex-start}
.typing{display:flex;gap:4px;padding-block:14px}
.typing i{inline-size:6px;block-size:6px;border-radius:50%;background:var(--u-text-quiet)}
.failure{display:flex;flex-direction:column;align-items:flex-start;gap:8px;color:var(--u-text-quiet);
  border-inline-start:3px solid var(--u-danger);padding-inline-start:12px}
.composer{display:flex;flex-wrap:wrap;align-items:flex-end;gap:8px;padding:12px 16px 16px;border-block-start:1px solid var(--u-line)}
.composer textarea{
  flex:1;min-inline-size:0;min-block-size:36px;max-block-size:120px;padding:7px 12px;resize:none;margin:0;
  font:400 14px/20px var(--u-font);color:inherit;background:var(--u-surface);
  border:1px solid var(--u-line-strong);border-radius:var(--u-radius-control);scrollbar-width:thin;
}
.composer textarea::placeholder{color:var(--u-text-quiet);opacity:1}
.composer textarea:focus-visible{outline-offset:-1px}
.composer [aria-disabled="true"]{background:var(--u-surface-quiet);border-color:var(--u-line);color:var(--u-text-quiet);cursor:default}
.composer .room{flex-basis:100%;font-size:13px;color:var(--u-text-quiet);font-variant-numeric:tabular-nums}
@media (pointer:coarse){.composer textarea{min-block-size:44px;font-size:16px;padding-block:11px}}
@media (max-height:480px){.chat .head{padding-block:4px}.chat .log{padding:12px}.composer{padding:8px}}
@media (forced-colors:active){
  .bubble{border-color:CanvasText}
  .typing i{background:CanvasText}
  .composer [aria-disabled="true"]{background:Canvas;border-color:GrayText;color:GrayText}
}
@media (prefers-reduced-motion:no-preference){
  .typing i{animation:breathe 1.2s ease-out infinite}
  .typing i:nth-child(2){animation-delay:.15s}
  .typing i:nth-child(3){animation-delay:.3s}
  @keyframes breathe{50%{opacity:.25}}
}
`;
