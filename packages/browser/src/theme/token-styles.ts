/*
 * Three token sets: light, dark, high contrast. Every `--u-*` token reads a public `--usher-*` variable first, so a
 * page themes all surfaces by setting, say, `--usher-accent` on `:root`.
 */

/** `accent:#00f;` → `--u-accent:var(--usher-accent,#00f);` */
function tokens(values: string): string {
  return values.replace(/([\w-]+):([^;]+)/g, "--u-$1:var(--usher-$1,$2)");
}

const shape = tokens(`
font:system-ui,sans-serif;
radius:12px;
radius-control:8px;
offset-x:0px;
offset-y:0px;
z-index:2147483647;
`);

const light = tokens(`
surface:#fff;
surface-quiet:#f3f4f7;
line:#e1e3e9;
line-strong:#878d9b;
text:#1a1c22;
text-quiet:#5a606d;
accent:#4f46e5;
accent-hover:#4338ca;
accent-text:#fff;
accent-on-surface:#4f46e5;
danger:#b42318;
shadow:0 10px 32px rgb(16 18 27/.16);
`);

const dark = tokens(`
surface:#1e2026;
surface-quiet:#2a2d35;
line:#383c46;
line-strong:#7a8190;
text:#eceef2;
text-quiet:#a9b0bd;
accent:#5a52e0;
accent-hover:#6a63e8;
accent-text:#fff;
accent-on-surface:#a8b1ff;
danger:#ff9c8f;
shadow:0 10px 32px rgb(0 0 0/.45);
`);

const moreContrast = tokens(`
line:currentcolor;
line-strong:currentcolor;
text-quiet:var(--u-text);
shadow:none;
`);

/** Custom properties for colour, shape and type on the shadow host. */
export const tokenStyles: string = `
:host{${shape}${light}color-scheme:light}
:host([data-theme="dark"]){${dark}color-scheme:dark}
@media (prefers-color-scheme:dark){:host([data-theme="auto"]){${dark}color-scheme:dark}}
@media (prefers-contrast:more){:host,:host([data-theme]){${moreContrast}}}
`;
