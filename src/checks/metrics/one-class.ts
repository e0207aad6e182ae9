import { defineCheck } from '../define-check.ts';
import { notChecked, show, showPercent } from '../words.ts';

/** Of two classes a gain in one is mostly a shift between both. */
const FEWEST_CLASSES = 3;
/** Of the whole gain, in examples. */
const NEARLY_ALL = 0.9;

/**
 * Whether an improvement is one class's: of at least three classes (of ten test examples and more) one has nine tenths of all examples that are
 * gained, and the others together gain next to nothing. Differences are means over seed pairs (`checks/evidence/find-slices.ts`). The mean over
 * all examples then speaks of a change that most of them do not see.
 */
export const oneClass = defineCheck({
  id: 'metrics/one-class',
  title: 'does the gain come from one class?',
  invalidates: false,
  options: {},
  needs: ['sliceSearches', 'comparisons'],
  of: ({ sliceSearches }) => sliceSearches,
  judge(search, { comparisons }) {
    const base = { threshold: NEARLY_ALL, interval: null } as const;
    if ('reason' in search) return notChecked(search.reason, null, NEARLY_ALL);
    const classes = search.groups
      .filter(({ isClass }) => isClass)
      .map(({ name, difference, examples }) => ({ name, gained: difference * examples, examples }))
      .toSorted((a, b) => b.gained - a.gained);
    const [first] = classes;
    if (first === undefined || classes.length < FEWEST_CLASSES) {
      return notChecked(`needs ${FEWEST_CLASSES} classes of ten test examples`, null, NEARLY_ALL);
    }
    const all = classes.reduce((sum, { gained }) => sum + gained, 0);
    const isGain = comparisons.some(
      (one) => one.variant === search.model && one.role === 'primary' && one.verdict === 'improvement',
    );
    const value = all > 0 ? first.gained / all : null;
    const counted = `${first.name} gains ${show(first.gained)} of the ${show(all)} examples that a run gains on average`;
    const others = classes.slice(1);
    const rateOfOthers = (all - first.gained) / others.reduce((sum, { examples }) => sum + examples, 0);
    // A class that most examples are of has most of any gain: the others have to gain less for each example, too.
    const isConfined = rateOfOthers <= (1 - NEARLY_ALL) * (first.gained / first.examples);
    if (!isGain || value === null || value < NEARLY_ALL || !isConfined) {
      return { ...base, status: 'pass', value, message: counted, advice: null };
    }
    const share = Math.min(1, value);
    return {
      ...base,
      status: 'warn',
      value,
      message: `${first.name} has ${showPercent(share)} of the gain; the other ${others.length} classes together gain nothing`,
      evidence: `${counted}; it has ${first.examples} test examples`,
      advice:
        'state for which class the change is better; other class shares in the test set could change the verdict',
    };
  },
});
