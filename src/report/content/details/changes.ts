import { isPicture } from '../../../records/picture.ts';
import type { Details } from '../../../verdict/details.ts';
import { count } from '../../../words/number.ts';
import { wordFor } from '../../../words/plural.ts';
import { type Block, left, paragraph, tableBlock } from '../../document.ts';
import { cleanLine } from '../../format/clean.ts';
import { code, type Name, type Phrase, plainName, prose, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

const MAX_VARIANTS = 3;
const MAX_EXAMPLES = 5;
const MAX_TEXT_CHARS = 80;
const MAX_NAME_CHARS = 40;

export type Changes = Details['changes'][number];
export type ChangedExample = Changes['examples'][number];

export function changesOf({ result: { details } }: View): readonly Changes[] {
  return (details?.changes ?? []).filter(({ newlyWrong, newlyRight }) => newlyWrong + newlyRight > 0);
}

export function classNamer({ result: { details } }: View): (label: number) => string {
  return (label) => cleanLine(details?.classNames?.[label] ?? String(label), MAX_NAME_CHARS);
}

export function isNewlyWrong({ rightBefore, rightAfter }: ChangedExample): boolean {
  return rightAfter < rightBefore;
}

export function changedCounts({ variant, newlyWrong, newlyRight }: Changes): Phrase {
  const examples = wordFor(newlyWrong, 'example');
  return say`${code(variant)}: ${count(newlyWrong)} ${examples} newly wrong, ${count(newlyRight)} newly right`;
}

export function changedIn({ pairs }: Changes): string {
  return pairs === 1 ? 'One run of each model.' : `In most of ${count(pairs)} seed pairs.`;
}

export function changesTitle(view: View): string {
  const [one, ...others] = changesOf(view);
  const counts =
    one === undefined || others.length > 0
      ? ''
      : `: ${count(one.newlyWrong)} newly wrong, ${count(one.newlyRight)} newly right`;
  return `Changed examples${counts}`;
}

export function changedExamples(view: View): readonly Block[] {
  const nameOf = classNamer(view);
  return changesOf(view)
    .slice(0, MAX_VARIANTS)
    .flatMap((changes) => [
      ...paragraph(say`${changedCounts(changes)}. ${changedIn(changes)}`),
      ...examplesTable(changes, (label) => plainName(nameOf(label))),
    ]);
}

function examplesTable({ examples, pairs }: Changes, nameOf: (label: number) => Name): readonly Block[] {
  const shown = [true, false].flatMap((wrong) =>
    examples.filter((example) => isNewlyWrong(example) === wrong).slice(0, MAX_EXAMPLES),
  );
  return tableBlock(shown, [
    left('Change', (example) => (isNewlyWrong(example) ? '✗ newly wrong' : '✓ newly right')),
    left('Example', ({ id }) => plainName(cleanLine(id, MAX_NAME_CHARS))),
    left('True class', ({ label }) => nameOf(label)),
    left('Baseline', ({ before }) => nameOf(before)),
    left('Variant', ({ after }) => nameOf(after)),
    left('Right', ({ rightBefore, rightAfter }) =>
      pairs === 1 ? '' : `${rightBefore} → ${rightAfter} of ${pairs}`,
    ),
    left('', ({ show }) =>
      show === undefined || isPicture(show) ? '' : prose(cleanLine(show, MAX_TEXT_CHARS)),
    ),
  ]);
}
