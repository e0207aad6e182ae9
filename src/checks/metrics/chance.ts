import { decidingSplit, seedValues } from '../../analysis/compare/samples.ts';
import { mean } from '../../stats/describe.ts';
import { defineCheck } from '../define-check.ts';
import { meanOverRuns } from '../mean-over-runs.ts';
import { showScore } from '../show-score.ts';
import { eachModel, levelPerModel } from '../subjects.ts';
import { notChecked, show, showBounds } from '../words.ts';

/** What guessing gets in metrics for which it does not depend on how frequent the classes are, and what is hardly more. */
const GUESSING = [
  { name: 'mcc', chance: 0, hardly: 0.05 },
  { name: 'auroc', chance: 0.5, hardly: 0.525 },
  { name: 'r2', chance: 0, hardly: 0.02 },
] as const;

/**
 * Whether a model does no better than guessing: its MCC or R² is about 0 or its AUROC about 0.5, in the mean over runs, and nothing shows that it
 * is above (Student-t interval). Predictions give the MCC, whatever the classes. A comparison with such a model says nothing of the
 * change: something in its training or its data is broken.
 */
export const chance = defineCheck({
  id: 'metrics/chance',
  title: 'is a model better than guessing?',
  invalidates: false,
  options: {},
  needs: ['records'],
  of: eachModel,
  judge({ model }, { records, metrics, ...setup }) {
    const primary = metrics.find(({ role }) => role === 'primary');
    const split = primary === undefined ? null : decidingSplit(records, primary.name);
    const valuesOf = (name: string) =>
      split === null ? [] : seedValues(records, model, name, split).map(({ value }) => value);
    const known = GUESSING.find(({ name }) => valuesOf(name).length >= 2);
    if (primary === undefined || known === undefined) {
      return notChecked('needs predictions of classes, or MCC, AUROC or R²', null, 0);
    }
    const found = meanOverRuns(valuesOf(known.name), 1 - levelPerModel(setup), 1);
    if (found === null) return notChecked('needs two finished runs', null, 0);
    const size = `${known.name} ${show(found.value)} ${showBounds(found.interval)}, where guessing gets ${known.chance}`;
    const base = { threshold: known.hardly, value: found.value, interval: found.interval } as const;
    const scores = valuesOf(primary.name);
    const isGuessing = found.value < known.hardly && found.interval.low <= (known.chance + known.hardly) / 2;
    if (!isGuessing) return { ...base, status: 'pass', message: size, advice: null };
    return {
      ...base,
      status: 'warn',
      severity: -found.value,
      message: `no better than guessing: ${primary.name} ${showScore(primary, mean(scores))} with ${known.name} ${show(found.value)}`,
      evidence: size,
      advice:
        'look for labels out of order, a learning rate that is far off, or inputs that do not arrive; a comparison with it says nothing',
    };
  },
});
