import { defineCheck } from '../define-check.ts';
import { notChecked, show, showPercent } from '../words.ts';

/** With two classes, a gain in one is mostly a shift between both. */
const FEWEST_CLASSES = 3;
/** A share of the gain says little unless the interval of the gain begins at this part of it. */
const KNOWN_PART = 0.5;
/** Share of the whole gain, in examples. */
const NEARLY_ALL = 0.9;

/**
 * If one class has nearly all gained examples, most examples don't see the change. Differences are means over seed pairs
 * (`checks/evidence/find-slices.ts`).
 */
export const oneClass = defineCheck({
  id: 'metrics/one-class',
  title: 'does the gain come from one class?',
  threshold: NEARLY_ALL,
  needs: ['sliceSearches', 'comparisons'],
  of: ({ sliceSearches }) => sliceSearches,
  judge(search, { comparisons }) {
    if ('reason' in search) return notChecked(search.reason);
    const classes = search.groups
      .filter(({ isClass }) => isClass)
      .map(({ name, difference, examples }) => ({ name, gained: difference * examples, examples }))
      .toSorted((a, b) => b.gained - a.gained);
    const [first] = classes;
    if (first === undefined || classes.length < FEWEST_CLASSES)
      return notChecked(`needs ${FEWEST_CLASSES} classes of ten test examples`);
    const all = classes.reduce((sum, { gained }) => sum + gained, 0);
    const isGain = comparisons.some(
      (one) =>
        one.variant === search.model &&
        one.role === 'primary' &&
        one.verdict === 'improvement' &&
        one.interval.low >= KNOWN_PART * one.difference,
    );
    const value = all > 0 ? first.gained / all : null;
    const counted = `${first.name} has ${show(first.gained)} of the ${show(all)} examples that a run gains on average`;
    const others = classes.slice(1);
    const rateOfOthers = (all - first.gained) / others.reduce((sum, { examples }) => sum + examples, 0);
    // The largest class has most of any gain, so the others must also gain less per example.
    const isConfined = rateOfOthers <= (1 - NEARLY_ALL) * (first.gained / first.examples);
    if (value === null)
      return {
        status: 'pass',
        value,
        message: `no gain over all classes together: ${show(all)} examples a run`,
      };
    if (!isGain || value < NEARLY_ALL || !isConfined) return { status: 'pass', value, message: counted };
    const share = Math.min(1, value);
    return {
      status: 'warn',
      value,
      message: `${first.name} has ${showPercent(share)} of the gain; the other ${others.length} classes together gain nothing. With other class shares in the test set, the verdict could change`,
      evidence: `${counted}; it has ${first.examples} test examples`,
      advice: 'state for which class the change is better',
    };
  },
});
