/** A narrow column at the inline start, so that it never covers the nudge, which is at the end. */
export const debugStyles: string = `
:host{all:initial;position:fixed;inset-block-end:8px;inset-inline-start:8px;z-index:2147483646}
section{
  box-sizing:border-box;inline-size:min(380px,calc(100vw - 16px));max-block-size:60dvh;overflow:auto;padding:8px 10px;
  font:12px/16px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere;
  color:#eceef2;background:#1e2026;border:1px solid #7a8190;border-radius:8px;
}
header{display:flex;align-items:center;gap:8px;margin-block-end:6px}
header span{flex:1}
button{font:inherit;color:inherit;background:none;border:1px solid #7a8190;border-radius:4px;min-block-size:24px;cursor:pointer}
summary{cursor:pointer}
:focus-visible{outline:2px solid #a8b1ff;outline-offset:2px}
ul{list-style:none;margin:0;padding-inline-start:12px}
.quiet{color:#a9b0bd}
.met{color:#8ee6a8}
.held{color:#ff9c8f}
`;
