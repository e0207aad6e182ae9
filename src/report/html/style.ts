/** The whole look of the page; both colour schemes share everything but the colours. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --raised: #f6f8fa;
  --blue: #0969da; --light-blue: #54aeff; --grey: #57606a; --light-grey: #a8b1ba; --band: #ddf4ff; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --muted: #9198a1; --line: #3d444d; --page: #0d1117; --raised: #151b23;
  --blue: #4493f8; --light-blue: #8fc3ff; --grey: #9198a1; --light-grey: #656c76; --band: #121d2f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .75rem; }
p, ul, figure, pre, .scroll { margin: 0 0 1rem; }
.small, figcaption { font-size: .85rem; color: var(--muted); }
.note { border-left: .25rem solid var(--blue); padding: .25rem 1rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; background: var(--raised); border-radius: .375rem; }
code { padding: .15em .35em; }
pre { padding: 1rem; overflow-x: auto; overflow-wrap: normal; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { border: 1px solid var(--line); padding: .4rem .75rem; text-align: left; vertical-align: top; }
th { background: var(--raised); }
.right { text-align: right; }
details { border-top: 1px solid var(--line); padding: .75rem 0; }
summary { cursor: pointer; font-weight: 600; }
details[open] > summary { margin-bottom: .75rem; }
a { color: var(--blue); }
svg { width: 100%; max-width: 45rem; height: auto; font-size: 12px; }
text { fill: var(--muted); }
.title, .name { fill: var(--text); font-weight: 600; }
.end { text-anchor: end; }
.middle { text-anchor: middle; }
.grid { stroke: var(--line); stroke-width: .5; }
.zero { stroke: var(--text); stroke-width: 1; }
.margin { fill: var(--band); }
.dot { fill: var(--light-blue); fill-opacity: .8; }
.mean { fill: var(--blue); }
.interval { stroke: var(--blue); stroke-width: 3; }
.curve { fill: none; stroke-width: 2; }
.baseline.training { stroke: var(--light-grey); }
.baseline.validation { stroke: var(--grey); }
.variant.training { stroke: var(--light-blue); }
.variant.validation { stroke: var(--blue); }
@media print { body { max-width: none; } }
`;
