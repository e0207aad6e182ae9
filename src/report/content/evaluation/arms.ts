/** How the arms answered: wins by case, flaky cases, speed, cost, and what the grades are worth. */
import { count } from '../../../words/number.ts';
import { plural } from '../../../words/plural.ts';
import { type Block, left, right, small, tableBlock } from '../../document.ts';
import { metricName } from '../../format/metric-name.ts';
import { join, more, type Phrase, plainName, prose, say } from '../../phrase.ts';
import type { Evaluation, View } from '../../view.ts';
import { confidence, confidenceOfVariant, dollars, milliseconds, share } from './amounts.ts';
import { ofVariant, shownVariants } from './changed-cases.ts';

const MAX_SLICES = 30;

type Arm = Evaluation['arms'][number];

/** `12 wins, 50 ties, 38 losses · flaky cases: 4 % → 9 % · latency: …`. */
export function evaluationFacts(view: View): readonly Phrase[] {
  const { arms = [] } = view.result.evaluation ?? {};
  const before = arms.find(({ model }) => model === view.baseline?.name);
  return shownVariants(view).map(({ variant, total }) => {
    const now = arms.find(({ model }) => model === variant);
    const facts = [
      say`${plural(total.wins, 'win')}, ${plural(total.ties, 'tie')}, ${plural(total.losses, 'loss', 'losses')}`,
      moved('flaky cases: ', before?.flipRate, now?.flipRate, share),
      join(
        [
          moved('latency: median ', before?.latency?.median, now?.latency?.median, milliseconds),
          moved('p95 ', before?.latency?.p95, now?.latency?.p95, milliseconds),
        ],
        ', ',
      ),
      moved('cost per case: ', before?.cost?.perCase, now?.cost?.perCase, dollars),
      corrected(view, variant),
    ];
    return say`${ofVariant(view, variant)}${join(facts, ' · ')}`;
  });
}

function moved(
  words: string,
  before: number | null | undefined,
  now: number | null | undefined,
  show: (value: number) => string,
): Phrase {
  if (before == null || now == null) return [];
  const [from, to] = [show(before), show(now)];
  return say`${words}${prose(from === to ? to : `${from} → ${to}`)}`;
}

/** The difference by the labels of people. */
function corrected(view: View, variant: string): Phrase {
  const judge = view.result.evaluation?.judge ?? null;
  const own = judge?.corrected.find((one) => one.variant === variant);
  if (judge === null || own === undefined) return [];
  const { signed, signedBare } = view.format(judge.scorer);
  const bounds = `${confidenceOfVariant(view)} ${signedBare(own.low)} to ${signedBare(own.high)}`;
  return say`corrected by ${plural(judge.labels, 'human label')}: ${signed(own.value)} (${bounds})`;
}

/** `This cost $0.42, a repeat $0.14. Deciding early saved $0.56.` */
export function moneyLine({ result: { evaluation } }: View): Phrase {
  const money = evaluation?.money ?? null;
  if (money === null) return [];
  const saved = money.rest > 0 ? ` Deciding early saved ${dollars(money.rest)}.` : '';
  return [prose(`This cost ${dollars(money.spent)}; a repeat costs ${dollars(money.repeat)}.${saved}`)];
}

export function judgeLine({ result: { evaluation }, primaryMetrics }: View): Phrase {
  if (evaluation === undefined) return [];
  const { judge } = evaluation;
  const scorer = metricName(judge?.scorer ?? evaluation.passedBy ?? primaryMetrics[0]?.name ?? 'score');
  if (judge === null) return say`${scorer} is taken at its word: no case has a human label.`;
  const agreement = judge.agreement.map(
    ({ model, value, low, high }) =>
      say`${share(value)} of the answers of ${plainName(model)} (${share(low)} to ${share(high)})`,
  );
  return say`${scorer} and people agree on ${join(agreement, ', ')}; people graded ${plural(judge.labels, 'case')}.`;
}

export function armTable(view: View): readonly Block[] {
  const { arms = [], passMark = null, passedBy = null } = view.result.evaluation ?? {};
  const cell = <Value>(value: Value | null, show: (value: Value) => string) =>
    value === null ? '' : prose(show(value));
  const mark =
    passMark === null || passedBy === null
      ? []
      : say`A case passes if its ${metricName(passedBy)} is at least ${passMark}.`;
  return [
    ...tableBlock<Arm>(arms, [
      left('Model', ({ model }) => plainName(model)),
      right('Repeats', ({ repeats }) => String(repeats)),
      right(`Passed (${confidence(view)})`, ({ passRate }) =>
        cell(passRate, ({ value, low, high }) => `${share(value)} (${share(low)} to ${share(high)})`),
      ),
      right('Flaky cases', ({ flipRate }) => cell(flipRate, share)),
      right('Cost', ({ cost }) => cell(cost, ({ total }) => dollars(total))),
      right('per case', ({ cost }) => cell(cost, ({ perCase }) => dollars(perCase))),
      right('Median latency', ({ latency }) => cell(latency, ({ median }) => milliseconds(median))),
      right('p95', ({ latency }) => cell(latency, ({ p95 }) => milliseconds(p95))),
    ]),
    ...small(mark),
  ];
}

export function sliceTable(view: View): readonly Block[] {
  const variants = shownVariants(view);
  const rows = variants.flatMap(({ variant, slices }) => slices.map((slice) => ({ ...slice, variant })));
  return [
    ...tableBlock(rows.slice(0, MAX_SLICES), [
      left('Slice', ({ name }) => plainName(name)),
      left('Model', ({ variant }) => (variants.length > 1 ? plainName(variant) : '')),
      right('Cases', ({ cases }) => count(cases)),
      right('Wins', ({ wins }) => count(wins)),
      right('Ties', ({ ties }) => count(ties)),
      right('Losses', ({ losses }) => count(losses)),
    ]),
    ...small(more(rows.length - MAX_SLICES, 'are in the result file.')),
  ];
}
