/** The confusion of the changes: which examples are newly wrong and newly right, taken for what. */
import type { Details } from '../../verdict/details.ts';
import { cleanLine } from '../format/clean.ts';
import { escapeHtml } from '../format/escape.ts';
import { count } from '../format/number.ts';
import { foldHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import { code, say } from '../phrase.ts';
import type { View } from '../view.ts';

const MAX_NAME_CHARS = 40;

type Changes = Details['changes'][number];
type Example = Changes['examples'][number];

export function changesHtml(view: View): string {
  const names = view.result.details?.classNames ?? [];
  const nameOf = (label: number) => cleanLine(names[label] ?? String(label), MAX_NAME_CHARS);
  return (view.result.details?.changes ?? [])
    .filter(({ newlyWrong, newlyRight }) => newlyWrong + newlyRight > 0)
    .map((changes) => variantHtml(changes, nameOf))
    .join('\n');
}

type NameOf = (label: number) => string;

function variantHtml({ variant, pairs, newlyWrong, newlyRight, examples }: Changes, nameOf: NameOf): string {
  const wrong = examples.filter(({ rightBefore, rightAfter }) => rightAfter < rightBefore);
  const right = examples.filter(({ rightBefore, rightAfter }) => rightAfter >= rightBefore);
  return `<h3>${inlineHtml(say`${code(variant)}: ${count(newlyWrong)} examples newly wrong, ${count(newlyRight)} newly right`)}</h3>
<p class="small">In most of ${pairs} seed pairs. Each example by its name in the predictions: true class, then what the baseline and the variant take it for.</p>
<div class="changes">${groupHtml('Newly wrong', wrong, newlyWrong, pairs, nameOf)}${groupHtml('Newly right', right, newlyRight, pairs, nameOf)}</div>`;
}

function groupHtml(
  title: string,
  examples: readonly Example[],
  all: number,
  pairs: number,
  nameOf: NameOf,
): string {
  if (examples.length === 0) return '';
  const items = examples.map(({ id, label, before, after, rightBefore, rightAfter }) => {
    const moved = `${rightBefore} → ${rightAfter} of ${pairs} right`;
    return `<li class="example"><strong>${escapeHtml(cleanLine(id, 60))}</strong> class ${escapeHtml(nameOf(label))}: ${escapeHtml(`${nameOf(before)} → ${nameOf(after)}`)}<br><span class="small">${moved}</span></li>`;
  });
  const which =
    all > examples.length
      ? `The clearest ${examples.length} of ${count(all)}`
      : `${all} example${all === 1 ? '' : 's'}`;
  const list = foldHtml(which, `<ul class="examples">${items.join('')}</ul>`);
  return `<div><h4>${title}</h4>${confusionHtml(which, examples, title === 'Newly wrong' ? 'after' : 'before', nameOf)}${list}</div>`;
}

/** True class and what it was taken for, the most frequent first. */
function confusionHtml(
  which: string,
  examples: readonly Example[],
  arm: 'before' | 'after',
  nameOf: NameOf,
): string {
  const counts = new Map<string, number>();
  for (const example of examples) {
    const key = `${nameOf(example.label)} taken for ${nameOf(example[arm])}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6);
  return `<p>${which}: ${most.map(([words, times]) => `${times} × class ${escapeHtml(words)}`).join(', ')}</p>`;
}
