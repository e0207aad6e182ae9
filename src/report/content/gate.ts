import type { GateDecision } from '../../verdict/gate.ts';
import { metricName } from '../format/metric-name.ts';
import { enumerate, join, type Phrase, prose, say, strong } from '../phrase.ts';
import type { View } from '../view.ts';

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
};

/** `**Merge allowed**`, `**Merge blocked:** regression` */
export function gateLine({ result: { gate } }: View): Phrase {
  const { conclusion, failed, label } = gate;
  const told = label === undefined ? [] : [prose(label)];
  if (conclusion === 'success') return [strong('Merge allowed')];
  if (conclusion === 'neutral')
    return failed.length === 0
      ? [strong('Merge allowed, with a warning')]
      : join([[strong('Merge allowed')], told], ' · ');
  const reasons = failed.length === 0 ? [say`no verdict`] : [...named(failed)];
  return join([say`${strong('Merge blocked:')} ${enumerate(reasons)}`, told], ' · ');
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
