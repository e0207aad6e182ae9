import { isPicture } from '../../../records/picture.ts';
import type { Details } from '../../../verdict/details.ts';
import { count } from '../../../words/number.ts';
import { wordFor } from '../../../words/plural.ts';
import { type Block, left, paragraph, tableBlock } from '../../document.ts';
import { cleanLine } from '../../format/clean.ts';
import { code, type Phrase, plainName, prose, say } from '../../phrase.ts';
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

/** `head: 1 example newly wrong, 4 newly right` */
export function changedCounts({ variant, newlyWrong, newlyRight }: Changes): Phrase {
  const examples = wordFor(newlyWrong, 'example');
  return say`${code(variant)}: ${count(newlyWrong)} ${examples} newly wrong, ${count(newlyRight)} newly right`;
}

/** `One run of each model.` */
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
      ...tableBlock({ columns: TITLES.map((title) => left([title])), rows: rowsOf(changes, nameOf) }),
    ]);
}

const TITLES = ['Change', 'Example', 'True class', 'Baseline', 'Variant', 'Right', ''];

function rowsOf({ examples, pairs }: Changes, nameOf: (label: number) => string): readonly Phrase[][] {
  const shown = [true, false].flatMap((wrong) =>
    examples.filter((example) => isNewlyWrong(example) === wrong).slice(0, MAX_EXAMPLES),
  );
  return shown.map((example) => [
    [isNewlyWrong(example) ? '✗ newly wrong' : '✓ newly right'],
    [plainName(cleanLine(example.id, MAX_NAME_CHARS))],
    ...[example.label, example.before, example.after].map((label) => [plainName(nameOf(label))]),
    pairs === 1 ? [] : say`${example.rightBefore} → ${example.rightAfter} of ${pairs}`,
    textOf(example),
  ]);
}

function textOf({ show }: ChangedExample): Phrase {
  return show === undefined || isPicture(show) ? [] : say`${prose(cleanLine(show, MAX_TEXT_CHARS))}`;
}
