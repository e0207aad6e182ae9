/** The page's only script: tooltips, folds that open, copy buttons. It writes text, never markup, and the page is complete without it. */
export const SCRIPT = `
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
`;
