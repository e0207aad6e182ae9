import{Fi as escapeHtml,Ji as cleanLine,Ri as safeUrl,Xi as keepTogether,Yi as cleanLines}from"./shared.js";import{createHash}from"node:crypto";function inlineHtml(phrase){return phrase.map(inline).join(``)}function inline(part){if(typeof part===`string`)return escapeHtml(part);switch(part.kind){case`code`:return codeHtml(part.text);case`name`:return nameHtml(part.text);case`prose`:return keepTogether(cleanLine(part.text,400)).split(/`([^`]+)`/).map((text,i)=>i%2===1?codeHtml(text):escapeHtml(text)).join(``);case`strong`:return`<strong>${inlineHtml(part.content)}</strong>`;case`link`:{const url=safeUrl(part.url);const label=escapeHtml(part.label);return url===null?label:`<a href="${escapeHtml(url)}" rel="noreferrer">${label}</a>`}}}function codeHtml(text){return`<code>${nameHtml(text)}</code>`}function nameHtml(text){return escapeHtml(cleanLine(text,60))||`(empty)`}function blocksHtml(blocks){return blocks.map(blockHtml).join(`
`)}function foldHtml(name,content){return`<details><summary>${escapeHtml(name)}</summary>\n${content}\n</details>`}function blockHtml(block){switch(block.kind){case`paragraph`:return`<p>${inlineHtml(block.content)}</p>`;case`small`:return`<p class="small">${inlineHtml(block.content)}</p>`;case`note`:return`<p class="note">${inlineHtml(block.content)}</p>`;case`list`:return`<ul>${block.items.map(item=>`<li>${inlineHtml(item)}</li>`).join(``)}</ul>`;case`table`:return tableHtml(block.table);case`lines`:return linesHtml(block.text);case`losses`:return``}}function linesHtml(text){return`<div class="copyable"><pre tabindex="0">${escapeHtml(cleanLines(text,40,1e4))}</pre><button type="button" class="copy">Copy</button></div>`}function tableHtml({columns,rows}){return`<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${columns.map(column=>cell(`th`,column,column.title)).join(``)}</tr></thead><tbody>${rows.map(row=>`<tr>${columns.map((column,i)=>cell(`td`,column,row[i]??[])).join(``)}</tr>`).join(`
`)}</tbody></table></div>`}function cell(tag,{align},content){return`<${tag}${tag===`th`?` scope="col"`:``}${align===`right`?` class="right"`:``}>${inlineHtml(content)}</${tag}>`}const SCRIPT=`
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.id = 'tip';
  tip.setAttribute('role', 'status');
  tip.hidden = true;
  document.body.append(tip);
  const show = (text, box) => {
    tip.textContent = text;
    tip.hidden = false;
    const left = box.left + box.width / 2 - tip.offsetWidth / 2;
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = Math.max(4, Math.min(left, root.clientWidth - tip.offsetWidth - 4)) + 'px';
    tip.style.top = (above < 4 ? box.bottom + 8 : above) + 'px';
  };
  const hide = () => {
    tip.hidden = true;
    for (const mark of document.querySelectorAll('.current')) mark.classList.remove('current');
  };

  for (const plot of document.querySelectorAll('.plot')) {
    const marks = [];
    for (const title of plot.querySelectorAll('svg g > * > title')) {
      const mark = title.parentNode;
      mark.dataset.tip = title.textContent;
      // Else the browser shows it a second time.
      title.remove();
      marks.push(mark);
    }
    const pick = (mark) => {
      hide();
      if (!mark) return;
      mark.classList.add('current');
      show(mark.dataset.tip, mark.getBoundingClientRect());
    };
    let at = -1;
    plot.addEventListener('pointerover', (event) => pick(event.target.closest('[data-tip]')));
    plot.addEventListener('pointerleave', hide);
    plot.addEventListener('blur', hide);
    plot.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step === undefined || marks.length === 0) return;
      event.preventDefault();
      at = (Math.max(at, step < 0 ? 0 : -1) + step + marks.length) % marks.length;
      pick(marks[at]);
    });
  }

  for (const term of document.querySelectorAll('a.term')) {
    const definition = document.querySelector(term.getAttribute('href') + ' + dd');
    if (!definition) continue;
    const tell = () => {
      show(definition.textContent, term.getBoundingClientRect());
      term.setAttribute('aria-describedby', 'tip');
    };
    for (const name of ['pointerenter', 'focus']) term.addEventListener(name, tell);
    for (const name of ['pointerleave', 'blur']) term.addEventListener(name, hide);
  }
  addEventListener('keydown', (event) => event.key === 'Escape' && hide());
  addEventListener('scroll', hide, { passive: true });

  // A link into a closed fold opens it.
  const unfold = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = place && place.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (place && location.hash) place.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();

  for (const button of document.querySelectorAll('button.copy')) {
    const code = button.parentElement.querySelector('pre');
    button.addEventListener('click', async () => {
      let copied = true;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(code);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        copied = document.execCommand('copy');
      }
      button.textContent = copied ? 'Copied' : 'Press Ctrl+C';
      setTimeout(() => (button.textContent = 'Copy'), 2000);
    });
  }
})();
`;const STYLE=`
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --raised: #f6f8fa;
  --variant: #0969da; --baseline: #6e7781; --dot: #54aeff; --worse: #bc4c00; --band: #e4eefb; --link: #0550ae;
  --good: #0969da; --bad: #bc4c00; --open: #6e7781; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --muted: #9ba4ae; --line: #3d444d; --page: #0d1117; --raised: #151b23;
  --variant: #58a6ff; --baseline: #9198a1; --dot: #2f81f7; --worse: #f0883e; --band: #16263f; --link: #79b8ff;
  --good: #58a6ff; --bad: #f0883e; --open: #9198a1; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
h1 { font-size: clamp(1.35rem, 1rem + 1.6vw, 2rem); line-height: 1.25; margin: 0 0 1rem; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 .35rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p, ul, figure, pre, .scroll { margin: 0 0 1rem; }
section { margin: 2.75rem 0 0; }
.small { font-size: .85rem; color: var(--muted); }
.eyebrow { color: var(--muted); font-size: .9rem; margin: 0 0 .5rem; }
.note { border-left: .25rem solid var(--variant); padding: .25rem 1rem; }
a { color: var(--link); text-underline-offset: .15em; }
a.term { color: inherit; text-decoration: underline dotted var(--muted); cursor: help; }
:focus-visible { outline: 2px solid var(--variant); outline-offset: 2px; border-radius: .25rem; }
nav { position: sticky; top: 0; z-index: 1; background: var(--page); margin: 1.5rem 0 0; }
nav ul { display: flex; gap: .25rem .85rem; overflow-x: auto; white-space: nowrap; list-style: none; padding: .6rem 0; margin: 0;
  border: solid var(--line); border-width: 1px 0; font-size: .9rem; }
@media (max-width: 600px) { nav ul { padding-right: 2.5rem; mask-image: linear-gradient(to left, transparent, #000 2.5rem); } }
nav a { display: inline-block; padding: .15rem 0; }

.answers { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); margin: 0 0 1rem; }
.answers > div { background: var(--raised); border: 1px solid var(--line); border-top: .3rem solid var(--open); border-radius: .5rem; padding: .75rem 1rem; }
.answers > .good { border-top-color: var(--good); } .answers > .bad { border-top-color: var(--bad); }
.answers dt { color: var(--muted); font-size: .85rem; }
.answers dd { margin: 0; } .answers code { background: none; padding: 0; }
.answers .answer { font-size: 1.35rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.answers .why { font-size: .9rem; color: var(--muted); }
.findings { list-style: none; padding: 0; }
.findings li { padding: .25rem 0 .25rem 1.9rem; text-indent: -1.9rem; }
.findings .status { display: inline-block; width: 1.9rem; text-indent: 0; }

figcaption { font-weight: 600; font-size: .95rem; margin: 0 0 .25rem; }
figure { min-width: 0; }
figure .small { margin: .15rem 0 0; }
.gallery { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); }
.gallery.narrower { grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); }
.plot { border-radius: .25rem; }
.plot svg { display: block; width: 100%; height: auto; overflow: visible; color: var(--muted); font-size: 12px;
  font-family: inherit; font-variant-numeric: tabular-nums; }
.plot text { white-space: pre; }
.gallery .plot svg { max-width: 32rem; }
.plot.narrow { display: none; } .plot.narrow svg { max-width: 34rem; }
@media (max-width: 900px) { .plot.wide { display: none; } .plot.narrow { display: block; } }
.current { stroke: var(--text); stroke-width: 2.5; }
.tip { position: fixed; z-index: 1; max-width: min(24rem, 92vw); padding: .4rem .65rem; border-radius: .4rem; background: var(--text); color: var(--page);
  font-size: .85rem; line-height: 1.35; pointer-events: none; }
.tip[hidden] { display: none; }

code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace; font-size: .875em; background: var(--raised); border-radius: .375rem; }
code { padding: .1em .3em; }
h1 code { font-size: .95em; } :is(h1, h3, .small, .findings) code { background: none; padding: 0; }
pre { padding: .8rem 1rem; overflow-x: auto; overflow-wrap: normal; border: 1px solid var(--line); }
.copyable { position: relative; }
.copyable pre { padding-right: 5.5rem; }
button.copy { display: none; position: absolute; top: .5rem; right: .5rem; font: inherit; font-size: .8rem; padding: .2rem .6rem; cursor: pointer;
  color: var(--text); background: var(--page); border: 1px solid var(--line); border-radius: .375rem; }
.scripted button.copy { display: block; }
.scroll { overflow-x: auto; }
@media (max-width: 900px) { .scroll :is(th, td):first-child { position: sticky; left: 0; background: var(--page); } .scroll thead th:first-child { background: var(--raised); }
  .scroll table:not(.confusion) td:last-child:not(.right) { min-width: 14rem; } }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .7rem; text-align: left; vertical-align: top; }
thead th { background: var(--raised); white-space: nowrap; }
.right { text-align: right; }
td.right { white-space: nowrap; }
.downloads a { display: inline-block; margin-right: 1rem; }

.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); margin: 0 0 1rem; }
.card { border: 1px solid var(--line); border-left: .3rem solid var(--open); border-radius: .5rem; padding: .8rem 1rem; background: var(--raised); }
.card.fail, .card.warn { border-left-color: var(--bad); }
.card p { margin: 0 0 .5rem; }
.card .fix { margin: 0; font-weight: 600; }
.card .plot svg { max-width: 22rem; }
.changes { margin-bottom: 1.5rem; display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); } .changes h4 { margin: 0 0 .25rem; }
.confusion { width: auto; } .confusion td { text-align: center; white-space: nowrap; min-width: 3.5rem; font-size: .875rem; } .confusion th { white-space: normal; } .confusion thead th + th { text-align: center; }
.confusion .same { background: var(--raised); }
.lost { --tone: var(--bad); } .won { --tone: var(--good); }
.tint-1 { background: color-mix(in srgb, var(--tone) 10%, var(--page)); } .tint-2 { background: color-mix(in srgb, var(--tone) 20%, var(--page)); }
.tint-3 { background: color-mix(in srgb, var(--tone) 30%, var(--page)); }
.lost { outline: 2px dashed var(--bad); outline-offset: -3px; }
.example img { display: block; width: 4.5rem; height: 4.5rem; object-fit: contain; image-rendering: pixelated; background: #fff; margin: 0 0 .25rem; border: 1px solid var(--line); }
.example q { display: block; max-width: 28rem; }
.examples { list-style: none; padding: 0; margin: 0; }
.example { display: inline-block; vertical-align: top; margin: 0 .5rem .5rem 0; padding: .3rem .55rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--page); font-size: .875rem; }
details { border-top: 1px solid var(--line); padding: .65rem 0; }
details:last-of-type { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; font-weight: 600; } summary h2 { display: inline; font-size: 1rem; } summary .small { font-weight: 400; margin-left: .4rem; }
section:has(> details:first-child:not([open])) { margin-top: 0; }
details[open] > summary { margin-bottom: .75rem; }
.glossary { display: grid; gap: .35rem 1.25rem; grid-template-columns: minmax(9rem, max-content) 1fr; font-size: .9rem; }
.glossary dt { font-weight: 600; } .glossary dd { margin: 0; }
@media (max-width: 600px) { main { padding: 1rem 1rem 3rem; } .glossary { grid-template-columns: 1fr; } .glossary dd { margin-bottom: .5rem; } section { margin-top: 2rem; } thead th { white-space: normal; } }
@media (min-width: 1500px) { main { max-width: 88rem; } }
@media print {
  :root { color-scheme: light; }
  @page { size: A4; margin: 12mm; }
  body { font-size: 8.5pt; } main { max-width: none; padding: 0; }
  nav, .copy, .downloads, .tip { display: none !important; }
  section { margin-top: .9rem; } figure, .card, tr { break-inside: avoid; } h2 { break-after: avoid; }
  .gallery { grid-template-columns: repeat(3, 1fr); gap: .6rem; } .gallery.narrower { grid-template-columns: repeat(4, 1fr); }
  .cards { grid-template-columns: repeat(2, 1fr); gap: .5rem; } .card { padding: .4rem .6rem; }
  .answers { grid-template-columns: repeat(3, 1fr); } details:not([open]) { padding: .2rem 0; }
  th, td { padding: .1rem .35rem; } table { font-size: 6.5pt; } td.right, thead th { white-space: normal; }
  a, a.term { color: inherit; text-decoration: none; }
  .glossary { display: block; columns: 3; font-size: 6.5pt; line-height: 1.3; } .glossary dt { break-after: avoid; }
  pre { padding: .3rem .5rem; } .gallery { grid-template-columns: repeat(3, 1fr); } figure { margin-bottom: .4rem; }
}
`;function pageHtml(title,body){return`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<script>${SCRIPT}<\/script>
</body>
</html>
`}function contentSecurityPolicy(){return[`default-src 'none'`,`style-src '${digestOf(STYLE)}'`,`script-src '${digestOf(SCRIPT)}'`,`img-src data:`,`base-uri 'none'`,`form-action 'none'`].join(`; `)}function digestOf(text){return`sha256-${createHash(`sha256`).update(text,`utf8`).digest(`base64`)}`}export{inlineHtml as i,blocksHtml as n,foldHtml as r,pageHtml as t};