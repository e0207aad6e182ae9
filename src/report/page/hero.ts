import type { Comparison, Verdict } from '../../analysis/compare/comparison.ts';
import { intervalLevel } from '../../words/number.ts';
import { plural } from '../../words/plural.ts';
import { listedGroups } from '../content/checks.ts';
import { headline, headlineComparison } from '../content/headline/headline.ts';
import { nextStep } from '../content/headline/next-step.ts';
import { subline } from '../content/headline/subline.ts';
import { CHECK_GLYPHS } from '../content/headline/verdict-words.ts';
import { scaleLegend } from '../content/tasks.ts';
import { paragraph, small } from '../document.ts';
import { metricName } from '../format/metric-name.ts';
import { blocksHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import { code, codes, join, type Phrase, prose, say } from '../phrase.ts';
import { isMeasured, type View } from '../view.ts';
import { cardId } from './check-cards.ts';

const MAX_FINDINGS = 3;

type Tone = 'good' | 'bad' | 'open';

interface Answer {
  readonly question: string;
  readonly answer: Phrase;
  readonly why?: Phrase;
  readonly tone: Tone;
}

export function heroHtml(view: View): string {
  const { config } = view.result.provenance;
  const answers = [isItTrue(view), byHowMuch(view), canIMerge(view)].map(
    ({ question, answer, why = [], tone }) =>
      `<div class="${tone}"><dt>${question}</dt><dd class="answer">${inlineHtml(answer)}</dd>${why.length === 0 ? '' : `<dd class="why">${inlineHtml(why)}</dd>`}</div>`,
  );
  return `<p class="eyebrow">${inlineHtml([code(config)])}</p>
<h1>${inlineHtml(headline(view))}</h1>
${blocksHtml(small(subline(view)))}
<dl class="answers">${answers.join('\n')}</dl>
${blocksHtml(paragraph(nextStep(view)))}
${findingsHtml(view)}`;
}

const ANSWERS: Readonly<Record<Verdict, readonly [answer: string, tone: Tone]>> = {
  improvement: ['Yes', 'good'],
  regression: ['No, it is worse', 'bad'],
  equivalent: ['No meaningful change', 'good'],
  inconclusive: ["Can't tell yet", 'open'],
  invalid: ["Can't tell", 'bad'],
};

const CLAIM_ANSWERS = {
  supported: ['Yes', 'good'],
  contradicted: ['No', 'bad'],
  'not-shown': ['Not proven', 'open'],
} as const;

function isItTrue({ result: { verdict, claim } }: View): Answer {
  if (claim === null || verdict === 'invalid') {
    const [answer, tone] = ANSWERS[verdict];
    return { question: 'Is it better?', answer: say`${answer}`, tone };
  }
  const [answer, tone] = CLAIM_ANSWERS[claim.status];
  const [only, ...others] = claim.statements;
  const why = only === undefined || others.length > 0 ? [] : say`“${prose(only.text)}”`;
  return { question: 'Is the claim true?', answer: say`${answer}`, why, tone };
}

const TONES: Partial<Readonly<Record<Verdict, Tone>>> = { regression: 'bad', inconclusive: 'open' };

function byHowMuch(view: View): Answer {
  const question = 'By how much?';
  const comparison = headlineComparison(view);
  if (view.result.verdict === 'invalid') return { question, answer: say`No valid number`, tone: 'open' };
  if (comparison === null || !isMeasured(comparison)) return { question, ...unmeasured(comparison) };
  const { variant, metric, interval, estimate, verdict } = comparison;
  const format = view.format(metric);
  const isTurned = view.metric(metric).direction === 'minimize';
  const who = view.variants.length > 1 ? say`${code(variant)}: ` : [];
  const range = `${format.signedBare(interval.low)} to ${format.signed(interval.high)}`;
  const size = isTurned
    ? `${format.size(estimate)} ${estimate < 0 ? 'worse' : 'better'} in`
    : format.signed(estimate);
  return {
    question,
    answer: say`${size} ${metricName(metric)}`,
    why: join(
      [
        say`${who}${intervalLevel(interval.level)} CI ${range}${isTurned ? ', + is better' : ''}`,
        scaleLegend(view),
      ],
      ' · ',
    ),
    tone: TONES[verdict] ?? 'good',
  };
}

function unmeasured(comparison: Comparison | null): Omit<Answer, 'question'> {
  return comparison?.verdict === 'equivalent'
    ? { answer: say`Not at all`, why: say`every pair is identical`, tone: 'good' }
    : { answer: say`Not compared`, tone: 'open' };
}

const MERGE = {
  success: ['Yes', 'good'],
  neutral: ['Yes, with a warning', 'open'],
  failure: ['No', 'bad'],
} as const;

function canIMerge({ result: { gate } }: View): Answer {
  const [answer, tone] = MERGE[gate.conclusion];
  const why = gate.reason === '' || gate.conclusion === 'success' ? [] : [prose(gate.reason)];
  return { question: 'Can I merge?', answer: say`${answer}`, why, tone };
}

/** The fix is in the card. The cards of a broken comparison come next. */
function findingsHtml(view: View): string {
  const { checks, verdict } = view.result;
  const all = listedGroups(checks);
  if (all.length === 0 || verdict === 'invalid') return '';
  const items = all.slice(0, MAX_FINDINGS).map(({ worst, models }) => {
    const who = models.length === 0 ? [] : say`${join(codes(models), ', ')}: `;
    const link = `<a href="#${cardId(view, worst)}">${worst.advice === null ? 'evidence' : 'evidence and fix'}</a>`;
    return `<li><span class="status">${CHECK_GLYPHS[worst.status]}</span>${inlineHtml([...who, prose(worst.message)])} · ${link}</li>`;
  });
  const more = all.length - items.length;
  const rest = more > 0 ? `<li><a href="#checks">${plural(more, 'more finding')}</a></li>` : '';
  return `<ul class="findings">${items.join('\n')}${rest}</ul>`;
}
