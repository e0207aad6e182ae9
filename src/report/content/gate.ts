import type { GateDecision } from '../../verdict/gate.ts';
import { metricName } from '../format/metric-name.ts';
import { codes, enumerate, join, type Phrase, prose, say, strong } from '../phrase.ts';
import type { View } from '../view.ts';
import { firstNames } from './headline/names.ts';
import { taskComparisons } from './tasks.ts';

const WORDS: Readonly<Record<GateDecision['failed'][number]['on'], string>> = {
  regression: 'regression',
  inconclusive: 'too close to call',
  equivalent: 'no meaningful change',
  invalid: 'no valid comparison',
  overfitting: 'overfitting',
  slices: 'a slice got worse',
  creep: 'small losses have added up',
  'not-supported': 'claim not proven',
  'no-worse': 'may be worse',
  'no-task-worse': 'a task may be worse',
};

/** `**Merge allowed**`, `**Merge blocked:** regression` */
export function gateLine(view: View): Phrase {
  const { conclusion, failed, label } = view.result.gate;
  const told = label === undefined ? [] : [prose(label)];
  if (conclusion === 'success') return [strong('Merge allowed')];
  if (conclusion === 'neutral')
    return failed.length === 0
      ? [strong('Merge allowed, with a warning')]
      : join([[strong('Merge allowed')], told], ' · ');
  const tasks = failed.flatMap(({ task }) => task ?? []);
  const others = failed.filter(({ task }) => task === undefined);
  const reasons = failed.length === 0 ? [say`no verdict`] : [...named(others), ...openTasks(view, tasks)];
  return join([say`${strong('Merge blocked:')} ${enumerate(reasons)}`, told], ' · ');
}

/** `` `rte` may be worse by more than 1 point `` */
function openTasks(view: View, tasks: readonly string[]): readonly Phrase[] {
  const guarded = taskComparisons(view, ({ guard }) => guard !== undefined);
  const [first] = guarded;
  const margin = first?.comparison.guard?.margin;
  const size =
    first === undefined || margin === undefined
      ? []
      : say` by more than ${view.format(first.comparison.metric).exact(margin)}`;
  const isWorse = (name: string) =>
    guarded.some(({ task, comparison }) => task === name && comparison.guard?.status === 'worse');
  const told = (names: readonly string[], verb: string) =>
    names.length === 0 ? [] : [say`${enumerate(firstNames(codes(names)))} ${verb} worse${size}`];
  const worse = tasks.filter(isWorse);
  return [
    ...told(worse, worse.length === 1 ? 'is' : 'are'),
    ...told(
      tasks.filter((name) => !isWorse(name)),
      'may be',
    ),
  ];
}

const MAX_NAMED = 3;

function named(failed: GateDecision['failed']): readonly Phrase[] {
  const rules = failed.slice(0, MAX_NAMED).map(({ on, metric }) => {
    if (metric === null) return say`${WORDS[on]}`;
    return on === 'no-worse'
      ? say`${metricName(metric)} ${WORDS[on]}`
      : say`${WORDS[on]} in ${metricName(metric)}`;
  });
  const hidden = failed.length - rules.length;
  return hidden > 0 ? [...rules, [`${hidden} more`]] : rules;
}
