/** Whether equal lines of a table may be equal by chance. */
import { readerOf } from './id-columns.ts';

const FEWEST_ROWS = 50;
const LOOKED_AT = 2000;
/** Columns go together: of the information that they have by themselves, a row has this part at least. */
const OWN_PART = 0.5;

/**
 * The share of new lines of which a line like them is expected among these, if lines are no copies: at most the number of lines times the chance that
 * two agree in every column, which for columns that know nothing of each other is the product of the chances that two values of a
 * column agree. Its root is taken, as if half of what columns say were said by others.
 *
 * Rows of a few yes-or-no answers reach 1, rows of a dozen measurements nothing.
 *
 * @returns null for text without columns, and for few lines
 */
export function expectedCoincidence(lines: readonly string[]): number | null {
  const fieldsOf = readerOf(lines);
  if (fieldsOf === null || lines.length < FEWEST_ROWS) return null;
  const step = Math.max(1, Math.floor(lines.length / LOOKED_AT));
  const counts = new Map<string | number, Map<string, number>>();
  let rows = 0;
  for (let line = 0; line < lines.length; line += step, rows += 1)
    for (const [column, value] of fieldsOf(lines[line] as string)) {
      const own = counts.get(column) ?? new Map<string, number>();
      counts.set(column, own.set(value, (own.get(value) ?? 0) + 1));
    }
  let logChance = 0;
  for (const own of counts.values()) {
    let agree = 0;
    for (const count of own.values()) agree += (count / rows) ** 2;
    logChance += Math.log(agree);
  }
  return Math.min(1, lines.length * Math.exp(OWN_PART * logChance));
}
