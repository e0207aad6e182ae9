import type { Details } from '../../verdict/details.ts';
import { count } from '../../words/number.ts';
import { escapeHtml } from '../format/escape.ts';

const MAX_CLASSES = 10;
const TINTS = 3;

type Confusion = Details['changes'][number]['confusion'][number];

export function confusionHtml(confusion: readonly Confusion[], nameOf: (label: number) => string): string {
  const sizes = new Map<number, number>();
  for (const cell of confusion)
    for (const label of [cell.label, cell.taken]) sizes.set(label, (sizes.get(label) ?? 0) + sizeOf(cell));
  const classes = [...sizes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_CLASSES)
    .map(([label]) => label)
    .sort((a, b) => a - b);
  if (classes.length === 0) return '';
  const largest = Math.max(...confusion.map((cell) => Math.abs(netOf(cell))), 1);
  const cellOf = (label: number, taken: number) =>
    confusion.find((cell) => cell.label === label && cell.taken === taken);
  const head = classes.map((taken) => `<th scope="col">${escapeHtml(nameOf(taken))}</th>`).join('');
  const rows = classes.map(
    (label) =>
      `<tr><th scope="row">${escapeHtml(nameOf(label))}</th>${classes
        .map((taken) => cellHtml(label, taken, cellOf(label, taken), largest))
        .join('')}</tr>`,
  );
  const left = confusion.filter(({ label, taken }) => !classes.includes(label) || !classes.includes(taken));
  const hidden = left.reduce((sum, cell) => sum + sizeOf(cell), 0);
  const rest = hidden === 0 ? '' : ` ${count(hidden)} changes are between other classes.`;
  return `<div class="scroll" tabindex="0" role="group" aria-label="Confusion of the changes"><table class="confusion"><thead><tr><th scope="col">True class ↓ predicted class →</th>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>
<p class="small">✗ newly predicted as the class of the column. ✓ no longer predicted as it.${rest}</p>`;
}

function cellHtml(label: number, taken: number, cell: Confusion | undefined, largest: number): string {
  if (label === taken) return '<td class="same"></td>';
  if (cell === undefined) return '<td></td>';
  const net = netOf(cell);
  const tint = Math.ceil((TINTS * Math.abs(net)) / largest);
  const kind = net === 0 ? '' : ` class="${net > 0 ? 'lost' : 'won'} tint-${tint}"`;
  const words = [
    ...(cell.newlyWrong > 0 ? [`✗ ${count(cell.newlyWrong)}`] : []),
    ...(cell.newlyRight > 0 ? [`✓ ${count(cell.newlyRight)}`] : []),
  ];
  return `<td${kind}>${words.join('<br>')}</td>`;
}

function sizeOf({ newlyWrong, newlyRight }: Confusion): number {
  return newlyWrong + newlyRight;
}

/** Positive if more became wrong than right. */
function netOf({ newlyWrong, newlyRight }: Confusion): number {
  return newlyWrong - newlyRight;
}
