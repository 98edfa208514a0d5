/** A narrow column at the inline start, so that it never covers the nudge, which is at the end. */
export const debugStyles: string = `
.debug{
  inset-block-end:8px;inset-inline-start:8px;inline-size:min(380px,calc(100vw - 16px));max-block-size:60dvh;
  padding:8px 10px;gap:6px;font:12px/16px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;
}
.debug .square{inline-size:24px;min-block-size:24px}
.debug summary{cursor:pointer}
.debug ul{list-style:none;padding-inline-start:12px}
.debug .quiet{color:var(--u-text-quiet)}
.debug .met{color:var(--u-accent-on-surface)}
.debug .held{color:var(--u-danger)}
`;
