/** The cases of an evaluation that changed, with what was asked and answered. */
import { capitalised } from '../../words/capitalised.ts';
import { evaluationFacts, moneyLine } from '../content/evaluation/arms.ts';
import {
  CHANGES,
  type ChangedCase,
  type ChangedVariant,
  ofVariant,
  passesOf,
  shownVariants,
  wordsOfChange,
} from '../content/evaluation/changed-cases.ts';
import { evaluationDetails } from '../content/evaluation/details.ts';
import { estimateTable } from '../content/evaluation/policies.ts';
import { list, paragraph } from '../document.ts';
import { cleanLine } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import { blocksHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import type { View } from '../view.ts';
import { clearestOf, examplesHtml } from './changes.ts';
import type { Section } from './sections.ts';

const MAX_TEXT_CHARS = 400;
const MAX_NAME_CHARS = 60;
const MAX_OPEN = 4;

export function casesSection(view: View): Section {
  const variants = shownVariants(view);
  const blocks = [
    ...list(evaluationFacts(view)),
    ...estimateTable(view),
    ...evaluationDetails(view),
    ...paragraph(moneyLine(view)),
  ];
  return {
    id: 'cases',
    title: 'Case by case',
    content: variants.map((variant) => variantHtml(view, variant)).join('\n') + blocksHtml(blocks),
    isFolded: variants.every(({ newlyWrongCount }) => newlyWrongCount === 0),
  };
}

function variantHtml(view: View, variant: ChangedVariant): string {
  const groups = CHANGES.filter(({ all }) => variant[all] > 0).map((change) => {
    const { sign, cases, all } = change;
    const words = wordsOfChange(view, change);
    const items = variant[cases].map((one) => caseHtml(one, passesOf(view, variant, one)));
    const who = inlineHtml(ofVariant(view, variant.variant));
    return `<div><h3>${sign} ${who}${who === '' ? capitalised(words) : words}: ${clearestOf(items, variant[all])}</h3>${examplesHtml(items, MAX_OPEN)}</div>`;
  });
  return groups.length === 0 ? '' : `<div class="changes">${groups.join('')}</div>`;
}

function caseHtml({ id, prompt, baselineAnswer, variantAnswer }: ChangedCase, passes: string): string {
  const said = (label: string, text: string | null) =>
    text === null
      ? ''
      : `<br><span class="small">${label}</span> ${escapeHtml(cleanLine(text, MAX_TEXT_CHARS))}`;
  return `<li class="example"><strong>${escapeHtml(cleanLine(id, MAX_NAME_CHARS))}</strong> ${passes}${said('Prompt', prompt)}${said('Before', baselineAnswer)}${said('Now', variantAnswer)}</li>`;
}
