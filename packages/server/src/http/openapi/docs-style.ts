/** The whole style of `/docs`: system fonts, both colour schemes, nothing loaded from anywhere. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --text: #1d2129; --soft: #545b68; --ground: #fff; --panel: #f5f6f8; --line: #dfe2e8; --accent: #2f5bd0;
  --get: #1f6f4a; --post: #2f5bd0; --put: #8a5a00; --patch: #8a5a00; --delete: #b02a37; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ec; --soft: #a3abb8; --ground: #14161a; --panel: #1d2026; --line: #323742; --accent: #8fb0ff;
  --get: #6fd3a2; --post: #8fb0ff; --put: #e5b567; --patch: #e5b567; --delete: #ff8f98; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; color: var(--text); background: var(--ground); }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem 1rem; z-index: 1; }
.page { display: grid; grid-template-columns: 19rem minmax(0, 1fr); max-width: 78rem; margin: 0 auto; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 2rem 1rem 2rem 1.5rem; border-right: 1px solid var(--line); font-size: .875rem; }
nav h2 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin: 1.5rem 0 .35rem; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: block; padding: .2rem 0; color: inherit; text-decoration: none; }
nav li a:hover { color: var(--accent); text-decoration: underline; }
main { padding: 2rem 2rem 6rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
main > h2 { font-size: 1.375rem; margin: 3.5rem 0 1rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.0625rem; margin: 0; } h3 a { color: inherit; text-decoration: none; } h3 a:hover { text-decoration: underline; }
article { margin: 0 0 2.25rem; }
h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin: 1rem 0 .3rem; }
.route { margin: .25rem 0 .5rem; overflow-wrap: anywhere; } .method { font-weight: 700; text-transform: uppercase; margin-right: .5rem; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .patch { color: var(--patch); } .delete { color: var(--delete); }
code, pre { font: .8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code { background: var(--panel); padding: .1em .3em; border-radius: 3px; } .route code { background: none; padding: 0; font-size: .9375rem; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: .35rem 0; overflow-x: auto; } pre code { background: none; padding: 0; }
p { margin: .4rem 0; max-width: 44rem; } .soft { color: var(--soft); }
table { border-collapse: collapse; font-size: .875rem; } td, th { text-align: left; vertical-align: top; padding: .3rem 1.25rem .3rem 0; border-bottom: 1px solid var(--line); } th { font-weight: 600; white-space: nowrap; }
summary { cursor: pointer; font-size: .875rem; color: var(--soft); padding: .2rem 0; }
@media (max-width: 52rem) { .page { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); padding: 1.5rem 1rem; } main { padding: 1.5rem 1rem 4rem; } td, th { padding-right: .75rem; } }
@media print { nav { display: none; } .page { display: block; } }
`;
