import type { ExperimentResult } from '../../verdict/result.ts';
import { countOf } from '../content/checks.ts';
import { claimTable } from '../content/claim.ts';
import { cost, failures } from '../content/details/cost.ts';
import { finePrint } from '../content/details/fine-print.ts';
import { method } from '../content/details/method.ts';
import { policyTable } from '../content/details/policy.ts';
import { notices } from '../content/notices.ts';
import { plainText } from '../format/plain.ts';
import { blocksHtml } from '../html/blocks.ts';
import { pageHtml } from '../html/shell.ts';
import { renderTitle } from '../title.ts';
import { type View, viewOf } from '../view.ts';
import { checksHtml, hasCards } from './check-cards.ts';
import { glossaryHtml, linkTerms } from './glossary.ts';
import { heroHtml } from './hero.ts';
import { numbersHtml } from './numbers.ts';
import { pictureSections } from './pictures.ts';
import { inReadingOrder, navigationHtml, type Section, sectionHtml } from './sections.ts';

/** One self-contained page: it requests nothing, and nothing that a run wrote is markup. */
export function renderHtml(result: ExperimentResult): string {
  const view = viewOf(result);
  const broken = result.verdict === 'invalid';
  const measured = [
    ...pictureSections(view),
    { id: 'numbers', title: 'All numbers', content: numbersHtml(view), isFolded: true },
  ];
  const sections = inReadingOrder([
    ...(broken ? [brokenSection(measured)] : measured),
    checksSection(view),
    ...detailSections(view, broken),
  ]);
  const hero = `${heroHtml(view)}\n${linkTerms(blocksHtml(notices(view)))}`;
  const body = sections.map(sectionHtml).join('\n');
  const glossary: Section = {
    id: 'glossary',
    title: 'Glossary',
    content: glossaryHtml(hero + body, view.words),
    isFolded: true,
  };
  const title = `${renderTitle(result)} · ${plainText([{ kind: 'code', text: result.provenance.config }])}`;
  return pageHtml(
    title,
    `<main>
<header>
${hero}
</header>
${navigationHtml([...sections, glossary])}
${body}
${sectionHtml(glossary)}
</main>`,
  );
}

/** Numbers of a broken comparison are folded, because readers would quote them. */
function brokenSection(sections: readonly Section[]): Section {
  const filled = sections.filter(({ content }) => content !== '');
  const content = filled.map(({ title, content }) => `<h3>${title}</h3>\n${content}`).join('\n');
  return {
    id: 'measured',
    title: 'Measured values',
    note: 'not valid evidence',
    content,
    isFolded: true,
  };
}

function checksSection(view: View): Section {
  const isFolded = !hasCards(view);
  const note = isFolded ? countOf(view.result.checks) : '';
  return { id: 'checks', title: 'Checks', note, content: checksHtml(view), isFolded };
}

function detailSections(view: View, broken: boolean): readonly Section[] {
  const claims = view.result.claim?.statements.length ?? 0;
  const folded = { isFolded: true } as const;
  return [
    { id: 'failures', title: 'Failed runs', content: blocksHtml(failures(view)), isFolded: !broken },
    // The headline says a single one.
    { id: 'claims', title: 'Claims', content: blocksHtml(claimTable(view)), isFolded: claims < 2 },
    { id: 'config', title: 'Proposed config', content: blocksHtml(policyTable(view)), ...folded },
    { id: 'method', title: 'Method', content: blocksHtml([...method(view), ...finePrint(view)]), ...folded },
    { id: 'cost', title: 'Cost and reproduction', content: blocksHtml(cost(view)), ...folded },
  ];
}
