/** Cases that one arm passes more often than the other. */
import { count, NBSP } from '../../../words/number.ts';
import { type Block, left, tableBlock } from '../../document.ts';
import { cleanLine } from '../../format/clean.ts';
import { code, enumerate, more, type Phrase, plainName, prose, say, strong } from '../../phrase.ts';
import type { Evaluation, View } from '../../view.ts';

const MAX_VARIANTS = 3;
const MAX_NAMED = 5;
const MAX_NAME_CHARS = 40;
const MAX_TEXT_CHARS = 120;

export type ChangedVariant = Evaluation['variants'][number];
export type ChangedCase = ChangedVariant['newlyWrong'][number];

export const CHANGES = [
  {
    sign: '✗',
    once: 'newly wrong',
    repeated: 'passed less often',
    scored: 'scored worse',
    cases: 'newlyWrong',
    all: 'newlyWrongCount',
  },
  {
    sign: '✓',
    once: 'newly right',
    repeated: 'passed more often',
    scored: 'scored better',
    cases: 'newlyRight',
    all: 'newlyRightCount',
  },
] as const;

/** What was observed; with several repeats, a case that passed less often may have done so by chance. */
export function wordsOfChange({ result: { evaluation } }: View, change: (typeof CHANGES)[number]): string {
  if (evaluation?.passedBy === null) return change.scored;
  return evaluation?.arms.every(({ repeats }) => repeats === 1) ? change.once : change.repeated;
}

export function shownVariants({ result: { evaluation } }: View): readonly ChangedVariant[] {
  return (evaluation?.variants ?? []).slice(0, MAX_VARIANTS);
}

/** `` `head`:  ``; empty for the only variant. */
export function ofVariant({ result: { evaluation } }: View, variant: string): Phrase {
  return (evaluation?.variants.length ?? 0) > 1 ? say`${code(variant)}: ` : [];
}

/** `` ✗ 4 passed less often: `refund-1` (3 → 0 of 3) and 3 more ``. */
export function changedCases(view: View): readonly Phrase[] {
  return shownVariants(view).flatMap((variant) =>
    CHANGES.filter(({ all }) => variant[all] > 0).map((change) => {
      const { sign, cases, all } = change;
      const words = wordsOfChange(view, change);
      const shown = variant[cases].slice(0, MAX_NAMED);
      const named = shown.map((one) => {
        const passes = passesOf(view, variant, one);
        return say`${caseName(one.id)}${passes === '' ? '' : ` (${passes})`}`;
      });
      const hidden = variant[all] - shown.length;
      const names = enumerate(hidden > 0 ? [...named, more(hidden)] : named);
      return say`${sign} ${ofVariant(view, variant.variant)}${strong(`${count(variant[all])} ${words}:`)} ${names}`;
    }),
  );
}

/** `3 → 0 of 3`, `3 of 3 → 1 of 5`; empty for one repeat, where it is said by the list, and for unknown passes. */
export function passesOf(
  { result: { evaluation }, baseline }: View,
  { variant }: ChangedVariant,
  { baselinePassed, variantPassed }: ChangedCase,
): string {
  const repeats = (model: string | undefined) =>
    evaluation?.arms.find((arm) => arm.model === model)?.repeats ?? 1;
  const before = repeats(baseline?.name);
  const after = repeats(variant);
  if ((before === 1 && after === 1) || baselinePassed === null) return '';
  const of = before === after ? '' : ` of ${before}`;
  return `${baselinePassed}${of} → ${variantPassed} of ${after}`.replaceAll(' ', NBSP);
}

export function caseName(id: string): Phrase {
  return [code(cleanLine(id, MAX_NAME_CHARS))];
}

export function changedCasesTitle(view: View): string {
  const [only, ...others] = shownVariants(view);
  const counts =
    only === undefined || others.length > 0
      ? ''
      : `: ${CHANGES.map((change) => `${count(only[change.all])} ${wordsOfChange(view, change)}`).join(', ')}`;
  return `Changed cases${counts}`;
}

/** With prompt and answers, which models and users wrote. */
export function changedCasesTable(view: View): readonly Block[] {
  const rows = shownVariants(view).flatMap((variant) =>
    CHANGES.flatMap((change) =>
      variant[change.cases]
        .slice(0, MAX_NAMED)
        .map((one) => ({ ...one, variant, change: `${change.sign} ${wordsOfChange(view, change)}` })),
    ),
  );
  const isOnly = shownVariants(view).length === 1;
  const text = (said: string | null) => (said === null ? '' : prose(cleanLine(said, MAX_TEXT_CHARS)));
  return tableBlock(rows, [
    left('Change', ({ change }) => change),
    left('Model', ({ variant }) => (isOnly ? '' : plainName(variant.variant))),
    left('Case', ({ id }) => plainName(cleanLine(id, MAX_NAME_CHARS))),
    left('Passed', (one) => passesOf(view, one.variant, one)),
    left('Prompt', ({ prompt }) => text(prompt)),
    left('Answer before', ({ baselineAnswer }) => text(baselineAnswer)),
    left('Answer now', ({ variantAnswer }) => text(variantAnswer)),
  ]);
}
