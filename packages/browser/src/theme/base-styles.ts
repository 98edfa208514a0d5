/** What all surfaces share: the host itself, cards, buttons, focus rings, motion. */
export const baseStyles: string = `
:host{
  all:initial;position:fixed;left:0;top:0;inline-size:0;block-size:0;
  z-index:var(--u-z-index);
  font:400 14px/20px var(--u-font);color:var(--u-text);
}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
p,h2,ol,ul{margin:0;padding:0;font:inherit}
.card{
  position:fixed;display:flex;flex-direction:column;overflow:auto;overscroll-behavior:contain;
  background:var(--u-surface);color:var(--u-text);overflow-wrap:anywhere;
  border:1px solid var(--u-line);border-radius:var(--u-radius);box-shadow:var(--u-shadow);
}
.corner{
  inset-block-end:calc(16px + env(safe-area-inset-bottom,0px) + var(--u-offset-y));
  inset-inline-end:calc(16px + var(--u-offset-x));
  max-block-size:calc(100dvh - 32px - var(--u-offset-y));
}
.small{inline-size:min(320px,100vw - 32px);padding:8px 16px 16px;gap:4px}
.small .head{margin-inline-end:-8px}
.choices{display:flex;flex-wrap:wrap;gap:8px;margin-block-start:12px}
.head{display:flex;align-items:center;gap:8px;flex:none}
.icon{inline-size:16px;block-size:16px;flex:none;fill:none;stroke:currentcolor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.icon-mark{fill:var(--u-accent-on-surface);stroke:none}
.label{font-size:13px;font-weight:600;color:var(--u-text-quiet);flex:1;min-inline-size:0;font-variant-numeric:tabular-nums}
/* Text of another direction than the page's keeps its own punctuation and side. */
.words,.words *{unicode-bidi:plaintext}
.button{
  position:relative;flex:none;min-block-size:36px;padding:7px 14px;border-radius:var(--u-radius-control);
  font:600 14px/20px var(--u-font);cursor:pointer;max-inline-size:100%;
  background:var(--u-surface);color:var(--u-text);border:1px solid var(--u-line-strong);
  touch-action:manipulation;
}
.button:hover{background:var(--u-surface-quiet)}
.primary{background:var(--u-accent);border-color:var(--u-accent);color:var(--u-accent-text)}
.primary:hover{background:var(--u-accent-hover);border-color:var(--u-accent-hover)}
.plain{border-color:transparent;background:none;color:var(--u-text-quiet)}
.plain:hover{color:var(--u-text)}
.square{display:grid;place-items:center;inline-size:36px;padding:0}
/* Half of the 8 px between neighbours: a press just beside a control still means that control. */
.button::after{content:"";position:absolute;inset:-4px}
:focus-visible{outline:2px solid var(--u-accent-on-surface);outline-offset:2px}
.card:focus{outline:0}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (pointer:coarse){.button{min-block-size:44px}.square{inline-size:44px}}
@media (forced-colors:active){
  .card{border-color:CanvasText}
  .icon-mark{fill:CanvasText}
  .primary{forced-color-adjust:none;background:Highlight;border-color:Highlight;color:HighlightText}
  .primary:hover{background:Highlight;border-color:HighlightText}
  :focus-visible{outline-color:Highlight}
}
@media (prefers-reduced-motion:no-preference){
  .enter{animation:enter 160ms ease-out}
  @keyframes enter{from{opacity:0}}
}
`;
