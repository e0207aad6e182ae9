import type { Verdict } from '../../analysis/compare/comparison.ts';
import { intervalLevel } from '../../words/number.ts';
import { plural } from '../../words/plural.ts';
import { findings } from '../content/findings.ts';
import { changedDesign } from '../content/headline/changed-design.ts';
import { headline } from '../content/headline/headline.ts';
import { nextStep } from '../content/headline/next-step.ts';
import { sampleSize, subline } from '../content/headline/subline.ts';
import { CHECK_GLYPHS } from '../content/headline/verdict-words.ts';
import { taskCount } from '../content/tasks.ts';
import { paragraph, small } from '../document.ts';
import { metricName } from '../format/metric-name.ts';
import { blocksHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import { code, codes, join, type Phrase, prose, say } from '../phrase.ts';
import { isMeasured, type View } from '../view.ts';

const MAX_FINDINGS = 3;

type Tone = 'good' | 'bad' | 'open';

interface Answer {
  readonly question: string;
  readonly answer: Phrase;
  readonly why: Phrase;
  readonly tone: Tone;
}

export function heroHtml(view: View): string {
  const { config } = view.result.provenance;
  const answers = [isItBetter(view), byHowMuch(view), canIMerge(view)].map(
    ({ question, answer, why, tone }) =>
      `<div class="${tone}"><dt>${question}</dt><dd class="answer">${inlineHtml(answer)}</dd><dd class="why">${inlineHtml(why)}</dd></div>`,
  );
  return `<p class="eyebrow">${inlineHtml([code(config)])}</p>
<h1>${inlineHtml(headline(view))}</h1>
${blocksHtml([...small(subline(view)), ...paragraph(changedDesign(view))])}
<dl class="answers">${answers.join('\n')}</dl>
${blocksHtml(paragraph(nextStep(view)))}
${findingsHtml(view)}`;
}

const ANSWERS: Readonly<Record<Verdict, readonly [answer: string, tone: Tone]>> = {
  improvement: ['Yes', 'good'],
  regression: ['No, it is worse', 'bad'],
  equivalent: ['It is the same, within the margin', 'good'],
  inconclusive: ['Not decided', 'open'],
  invalid: ['This comparison cannot tell', 'bad'],
};

function isItBetter(view: View): Answer {
  const { verdict } = view.result;
  const [answer, tone] = ANSWERS[verdict];
  const scope = scopeOf(view);
  const size = view.primary.some(isMeasured) ? sampleSize(view, view.primary) : '';
  const why = verdict === 'invalid' ? reasonOf(view) : join([scope, say`${size}`], ' · ');
  return { question: 'Is it better?', answer: say`${answer}`, why, tone };
}

function reasonOf(view: View): Phrase {
  const reason = view.result.reason ?? view.primary.find((one) => one.reason !== null)?.reason ?? null;
  return reason === null ? [] : [prose(reason)];
}

function scopeOf(view: View): Phrase {
  const { scope, design } = view.result;
  if (design.tasks !== undefined) return say`for tasks like these`;
  if (view.result.tasks !== undefined && scope !== null)
    return say`for new seeds${scope === 'new-examples' ? ' and new examples' : ''} on these ${taskCount(view)} tasks`;
  switch (scope) {
    case null:
      return [];
    case 'new-examples':
      return design.folds === undefined
        ? say`for new seeds and new examples`
        : say`for new training sets and new examples`;
    case 'this-test-set':
      return say`on this test set`;
    case 'these-models':
      return say`for these two trained models`;
  }
}

function byHowMuch(view: View): Answer {
  const question = 'By how much?';
  const { lead } = view;
  if (view.result.verdict === 'invalid' || lead === null || !isMeasured(lead)) {
    const answer = view.result.verdict === 'invalid' ? 'Not measured' : 'Not compared';
    return { question, answer: say`${answer}`, why: say`No number here is evidence.`, tone: 'open' };
  }
  const { variant, metric, interval, estimate, verdict } = lead;
  const format = view.format(metric);
  const isTurned = view.metric(metric).direction === 'minimize';
  const between = say`between ${format.signedBare(interval.low)} and ${format.signed(interval.high)}${isTurned ? ', positive is better' : ''} (${intervalLevel(interval.level)} interval)`;
  const who = view.variants.length > 1 ? say`${code(variant)}: ` : [];
  const size = isTurned
    ? `${format.size(estimate)} ${estimate < 0 ? 'worse' : 'better'} in`
    : format.signed(estimate);
  return {
    question,
    answer: say`${size} ${metricName(metric)}`,
    why: say`${who}${between}`,
    tone: verdict === 'regression' ? 'bad' : verdict === 'inconclusive' ? 'open' : 'good',
  };
}

const MERGE = {
  success: ['Nothing blocks it', 'good'],
  neutral: ['Your decision', 'open'],
  failure: ['Blocked', 'bad'],
} as const;

function canIMerge(view: View): Answer {
  const { gate } = view.result;
  const [answer, tone] = MERGE[gate.conclusion];
  const reason = gate.reason === '' || gate.conclusion === 'success' ? [] : [prose(gate.reason)];
  return { question: 'Can I merge?', answer: say`${answer}`, why: reason, tone };
}

function findingsHtml(view: View): string {
  const all = findings(view);
  if (all.length === 0) return '';
  const items = all.slice(0, MAX_FINDINGS).map(({ status, models, found, action }) => {
    const who = models.length === 0 ? [] : say`${join(codes(models), ', ')}: `;
    const what = action === null ? [] : say` → ${action}`;
    return `<li><span class="status">${CHECK_GLYPHS[status]}</span>${inlineHtml([...who, ...found])}<strong>${inlineHtml(what)}</strong></li>`;
  });
  const more = all.length - items.length;
  const rest = more > 0 ? `<li><a href="#checks">${plural(more, 'more finding')}</a></li>` : '';
  return `<ul class="findings">${items.join('\n')}${rest}</ul>`;
}
