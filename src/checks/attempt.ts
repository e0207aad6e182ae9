import { allFinite } from '../analysis/compare/values.ts';
import { StatisticsError } from '../stats/error.ts';
import type { Check } from './check.ts';
import { notChecked } from './words.ts';

/**
 * Makes a check of numbers that others wrote. Losses and metrics may be as large as a double can be, and then differences and ratios
 * of them are no numbers any more: such a check could not be made, and says so.
 */
export function attempt(id: string, model: string | null, makeCheck: () => Check): Check {
  const tooLarge = () => notChecked({ id, model }, 'the numbers are too large to compute with');
  try {
    const check = makeCheck();
    return allFinite(check) ? check : tooLarge();
  } catch (error) {
    if (error instanceof StatisticsError) return tooLarge();
    throw error;
  }
}
