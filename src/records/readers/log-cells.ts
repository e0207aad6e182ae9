import { parseLogCell } from './named/printed-number.ts';
import { type FileLine, unreadable } from './unreadable-run-error.ts';

/** One decimal comma, or several points between thousands. */
const CLEAR_COMMA = /^[^,]*,[^,.]*$|\..*\./;
/** The point may stand between thousands. */
const UNCLEAR_POINT = /^[-+]?[1-9]\d{0,2}\.\d{3}(?!\d)/;

/** The numbers of one file: each column is in percent or not, and a point is a decimal mark or stands between thousands. */
export class LogCells {
  readonly #percent = new Map<string, string>();
  readonly #plain = new Map<string, string>();
  #comma: string | null = null;
  #unclear: string | null = null;

  /** @throws UnreadableRunError for a number that earlier ones make unclear, or the reverse */
  read(column: string, cell: string, place: FileLine): number | string {
    const value = parseLogCell(cell);
    if (typeof value !== 'number') return value;
    (cell.endsWith('%') ? this.#percent : this.#plain).set(column, cell);
    if (CLEAR_COMMA.test(cell)) this.#comma = cell;
    else if (UNCLEAR_POINT.test(cell)) this.#unclear = cell;
    const percent = this.#percent.get(column);
    if (percent !== undefined && this.#plain.has(column))
      throw unreadable(
        place,
        `${column} is ${percent} in one row and ${this.#plain.get(column)} in another; write all with the percent sign, or none`,
      );
    if (this.#comma !== null && this.#unclear !== null)
      throw unreadable(
        place,
        `${this.#unclear} may have a decimal point or be in thousands, since the file also has ${this.#comma}; write a point as the only decimal mark`,
      );
    return value;
  }
}
