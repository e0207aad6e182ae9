import { binomialInterval } from '../../stats/estimates/binomial-interval.ts';
import { quote } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';
import type { Arm } from './join-parts.ts';

const LEVEL = 0.99;

/** An error that the change causes would leave out the very cases that it breaks. */
export function describeUnequalErrors(arms: readonly Arm[]): string[] {
  const [first, ...others] = arms;
  if (first === undefined) return [];
  return others.flatMap((arm) => {
    const repeats = Math.min(first.repeats.length, arm.repeats.length);
    const failedOf = (one: Arm) => {
      const cases = one.repeats.slice(0, repeats).flatMap((all) => [...all.values()]);
      return new Set(cases.flatMap(({ id, error }) => (error === null ? [] : [id])));
    };
    const [before, after] = [failedOf(first), failedOf(arm)];
    const newly = [...after].filter((id) => !before.has(id)).length;
    const healed = [...before].filter((id) => !after.has(id)).length;
    if (newly === healed) return [];
    const { low, high } = binomialInterval(newly, newly + healed, { level: LEVEL });
    if (low <= 0.5 && high >= 0.5) return [];
    const [more, less] = newly > healed ? [after.size, before.size] : [before.size, after.size];
    const [worse, better] = newly > healed ? [arm, first] : [first, arm];
    return [
      `Errors are more frequent in ${quote(worse.model)} (${plural(more, 'case')}) than in ${quote(better.model)} (${less}): if the model or prompt causes them, this comparison leaves out the cases that it breaks. Run them again, or give them the score of a wrong answer.`,
    ];
  });
}
