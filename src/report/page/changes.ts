import { isPicture, pngOf } from '../../records/picture.ts';
import { count } from '../../words/number.ts';
import {
  type ChangedExample,
  type Changes,
  changedCounts,
  changedIn,
  changesOf,
  classNamer,
  isNewlyWrong,
} from '../content/details/changes.ts';
import { cleanLine } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import { foldHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import type { View } from '../view.ts';
import { confusionHtml } from './confusion.ts';

const MAX_TEXT_CHARS = 240;
const MAX_OPEN = 6;

type NameOf = (label: number) => string;

export function changesHtml(view: View): string {
  const nameOf = classNamer(view);
  return changesOf(view)
    .map((changes) => variantHtml(changes, nameOf))
    .join('\n');
}

function variantHtml(changes: Changes, nameOf: NameOf): string {
  const { pairs, newlyWrong, newlyRight, confusion, examples } = changes;
  const wrong = examples.filter(isNewlyWrong);
  const right = examples.filter((example) => !isNewlyWrong(example));
  return `<h3>${inlineHtml(changedCounts(changes))}</h3>
<p class="small">${changedIn(changes)}</p>
${confusionHtml(confusion, nameOf)}
<div class="changes">${groupHtml('✗ Newly wrong', wrong, newlyWrong, pairs, nameOf)}${groupHtml('✓ Newly right', right, newlyRight, pairs, nameOf)}</div>`;
}

function groupHtml(
  title: string,
  examples: readonly ChangedExample[],
  all: number,
  pairs: number,
  nameOf: NameOf,
): string {
  if (examples.length === 0) return '';
  const which = clearestOf(examples, all);
  const items = examples.map((example) => exampleHtml(example, pairs, nameOf));
  return `<div><h4>${title}: ${which}</h4>${examplesHtml(items, MAX_OPEN)}</div>`;
}

/** @param open number of items that are not folded */
export function examplesHtml(items: readonly string[], open: number): string {
  const list = (some: readonly string[]) => `<ul class="examples">${some.join('')}</ul>`;
  const rest = items.slice(open);
  return list(items.slice(0, open)) + (rest.length === 0 ? '' : foldHtml(`${rest.length} more`, list(rest)));
}

function exampleHtml(
  { id, show, label, before, after, rightBefore, rightAfter }: ChangedExample,
  pairs: number,
  nameOf: NameOf,
): string {
  const name = cleanLine(id, 60);
  // For one pair, the title says it.
  const right =
    pairs === 1 ? '' : `<br><span class="small">${rightBefore} → ${rightAfter} of ${pairs} right</span>`;
  const moved = `${nameOf(before)} → ${nameOf(after)}`;
  return `<li class="example">${shownHtml(show, name)}<strong>${escapeHtml(name)}</strong> class ${escapeHtml(nameOf(label))}: ${escapeHtml(moved)}${right}</li>`;
}

export function clearestOf({ length }: readonly unknown[], all: number): string {
  return all > length ? `the clearest ${length} of ${count(all)}` : count(all);
}

/** Checked again: the result may come from another machine. */
function shownHtml(show: string | undefined, name: string): string {
  if (show === undefined) return '';
  if (!isPicture(show)) return `<q>${escapeHtml(cleanLine(show, MAX_TEXT_CHARS))}</q> `;
  const png = pngOf(show);
  return png === null
    ? ''
    : `<img alt="${escapeHtml(`Example ${name}`)}" src="data:image/png;base64,${png}">`;
}
