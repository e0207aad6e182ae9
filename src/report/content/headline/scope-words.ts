import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { count } from '../../../words/number.ts';
import { isMeasured, type View } from '../../view.ts';

/** `, new seeds and new examples`, ` on these 100 test examples`. */
export function scopeWords(view: View): string {
  const { scope, design } = view.result;
  if (scope === null) return '';
  if (scope === 'these-models')
    return view.baseline?.fixed === undefined
      ? ', these two trained models only'
      : ', this trained model only';
  if (scope === 'new-examples')
    return design.folds === undefined
      ? ', new seeds and new examples'
      : ', new training sets and new examples';
  return ` on ${testSet(view)}`;
}

function testSet(view: View): string {
  const { scope, verdict, splits } = view.result;
  const decided = view.primary
    .filter(isMeasured)
    .filter((one) => one.scope === scope && one.verdict === verdict);
  const names = new Set(decided.map(({ metric }) => splits?.[metric] ?? 'test'));
  const [split = 'test'] = names;
  const kind = names.size > 1 ? 'evaluation' : split === 'train' ? 'training' : split;
  const counts = new Set(decided.map(({ testExamples }) => testExamples));
  const [examples = null] = counts;
  return examples === null || counts.size > 1
    ? `this ${kind} set`
    : `these ${count(examples)} ${kind} examples`;
}

export function exampleCount({ crossed, testExamples }: MeasuredComparison): string {
  return crossed?.clusters
    ? `${count(crossed.clusters)} clusters of test examples`
    : `${count(testExamples ?? 0)} test examples`;
}
