export const tourStyles: string = `
.spotlight{
  position:fixed;pointer-events:none;border:2px solid var(--u-accent);
  box-shadow:0 0 0 2px #fff,0 0 0 200vmax rgb(10 12 18/.4);
}
.tour{max-block-size:calc(100dvh - 32px)}
.tour.away{opacity:0;pointer-events:none}
.tour .title{font-size:16px;line-height:24px;font-weight:600}
.tour .description{margin-block-start:4px}
.tour .note{margin-block-start:8px;font-size:13px;color:var(--u-text-quiet)}
.tour .choices{justify-content:flex-end}
.tour.floating{
  inset-block-end:calc(16px + env(safe-area-inset-bottom,0px) + var(--u-offset-y));
  inset-inline:0;margin-inline:auto;
}
@media (forced-colors:active){.spotlight{border:3px solid Highlight}}
`;
