import type { ExperimentResult } from '../../verdict/result.ts';
import { claimTable } from '../content/claim.ts';
import { cost, failures } from '../content/details/cost.ts';
import { finePrint } from '../content/details/fine-print.ts';
import { method } from '../content/details/method.ts';
import { policyTable } from '../content/details/policy.ts';
import { sources } from '../content/details/sources.ts';
import { notices } from '../content/notices.ts';
import { sharedInPairs } from '../content/pair-words.ts';
import { leadComparisons } from '../content/tables/comparisons.ts';
import { everySeed } from '../content/tables/seeds.ts';
import type { Block } from '../document.ts';
import { escapeHtml } from '../format/escape.ts';
import { plainText } from '../format/plain.ts';
import { blocksHtml, foldHtml } from '../html/blocks.ts';
import { pageHtml } from '../html/shell.ts';
import { renderTitle } from '../title.ts';
import { type View, viewOf } from '../view.ts';
import { checksHtml } from './check-cards.ts';
import { glossaryHtml, linkTerms } from './glossary.ts';
import { heroHtml } from './hero.ts';
import { numbersHtml } from './numbers.ts';
import { pictureSections, type Section } from './pictures.ts';

/** One self-contained page: it requests nothing, and nothing that a run wrote is markup. */
export function renderHtml(result: ExperimentResult): string {
  const view = viewOf(result);
  const broken = result.verdict === 'invalid';
  const pictures = pictureSections(view);
  const sections: readonly Section[] = [
    ...(broken ? [] : pictures),
    {
      id: 'checks',
      title: 'Checks',
      intro: 'What else could be wrong: each finding with its evidence and its fix.',
      content: checksHtml(view),
    },
    ...(broken ? [brokenSection(pictures)] : []),
    {
      id: 'numbers',
      title: 'All numbers',
      intro: '',
      content: broken ? foldHtml('Measured values, not valid evidence', allNumbers(view)) : allNumbers(view),
    },
    { id: 'details', title: 'How it was decided', intro: '', content: detailsHtml(view) },
    {
      id: 'reproduce',
      title: 'Cost and reproduction',
      intro: '',
      content: blocksHtml(cost(view)),
      isFolded: true,
    },
    { id: 'glossary', title: 'Glossary', intro: '', content: glossaryHtml(), isFolded: true },
  ].filter(({ content }) => content !== '');
  const title = `${renderTitle(result)} · ${plainText([{ kind: 'code', text: result.provenance.config }])}`;
  const links = sections.map(
    (section) => `<li><a href="#${section.id}">${escapeHtml(section.title)}</a></li>`,
  );
  return pageHtml(
    title,
    `<main>
<header>
${heroHtml(view)}
${linkTerms(blocksHtml(notices(view)))}
</header>
<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>
${sections.map(sectionHtml).join('\n')}
</main>`,
  );
}

function sectionHtml({ id, title, intro, content, isFolded = false }: Section): string {
  const lead = intro === '' ? '' : `<p class="small">${escapeHtml(intro)}</p>\n`;
  const body = id === 'glossary' ? content : linkTerms(lead + content);
  const heading = `<h2 id="${id}">${escapeHtml(title)}</h2>`;
  const whole = isFolded
    ? `<details><summary>${heading}</summary>\n${body}\n</details>`
    : `${heading}\n${body}`;
  return `<section aria-labelledby="${id}">\n${whole}\n</section>`;
}

/** Numbers of a broken comparison are folded, because readers would quote them. */
function brokenSection(pictures: readonly Section[]): Section {
  const content = pictures
    .map(({ title, content }) => `<h3>${escapeHtml(title)}</h3>\n${content}`)
    .join('\n');
  return {
    id: 'measured',
    title: 'Measured values',
    intro: 'The comparison is broken, so these values are not valid evidence.',
    content: content === '' ? '' : foldHtml('Show the values anyway', content),
  };
}

function allNumbers(view: View): string {
  return blocksHtml(leadComparisons(view)) + numbersHtml(view);
}

function detailsHtml(view: View): string {
  const folds: ReadonlyArray<readonly [string, readonly Block[]]> = [
    ['Method', [...method(view), ...finePrint(view)]],
    ['Claims', claimTable(view)],
    ['Proposed config', policyTable(view)],
    [`Every ${sharedInPairs(view)}`, everySeed(view)],
    ['Where the numbers come from', sources(view)],
    ['Failed runs', failures(view)],
  ];
  return folds
    .filter(([, blocks]) => blocks.length > 0)
    .map(([name, blocks]) => foldHtml(name, blocksHtml(blocks)))
    .join('\n');
}
