import type { Guard } from '../../analysis/compare/comparison.ts';
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
  reference: 'worse than the reference',
  'not-supported': 'claim not proven',
  'no-worse': 'may be worse',
  'no-task-worse': 'a task may be worse',
  'no-case-regresses': 'a case regresses',
  'must-pass': 'a case that must pass fails',
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
  const reasons =
    failed.length === 0 ? [say`no verdict`] : [...named(view, others), ...openTasks(view, tasks)];
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
  const models = (names: readonly string[], status: Guard['status']) => {
    const open = guarded.filter(
      ({ task, comparison }) => names.includes(task) && comparison.guard?.status === status,
    );
    const variants = [...new Set(open.map(({ comparison }) => comparison.variant))];
    return view.variants.length < 2 || variants.length === 0
      ? []
      : say` with ${enumerate(firstNames(codes(variants)))}`;
  };
  const told = (names: readonly string[], verb: string, status: Guard['status']) =>
    names.length === 0
      ? []
      : [say`${enumerate(firstNames(codes(names)))} ${verb} worse${size}${models(names, status)}`];
  const worse = tasks.filter(isWorse);
  return [
    ...told(worse, worse.length === 1 ? 'is' : 'are', 'worse'),
    ...told(
      tasks.filter((name) => !isWorse(name)),
      'may be',
      'not-shown',
    ),
  ];
}

const MAX_NAMED = 3;

function named({ result }: View, failed: GateDecision['failed']): readonly Phrase[] {
  const isWorse = (metric: string) =>
    result.evaluation?.policies.some(({ id, status }) => id === metric && status === 'fail') ||
    result.comparisons.some((one) => one.metric === metric && one.guard?.status === 'worse');
  const rules = failed.slice(0, MAX_NAMED).map(({ on, metric }) => {
    if (metric === null) return say`${WORDS[on]}`;
    return on === 'no-worse'
      ? say`${metricName(metric)} ${isWorse(metric) ? 'is worse' : WORDS[on]}`
      : say`${WORDS[on]} in ${metricName(metric)}`;
  });
  const hidden = failed.length - rules.length;
  return hidden > 0 ? [...rules, [`${hidden} more`]] : rules;
}
