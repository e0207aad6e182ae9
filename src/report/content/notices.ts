import type { Split } from '../../records/record.ts';
import type { Block } from '../document.ts';
import { metricName } from '../format/metric-name.ts';
import { enumerate, type Phrase, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';

const MAX_NOTICES = 5;

export function notices(view: View): readonly Block[] {
  const told = view.result.provenance.notices.slice(0, MAX_NOTICES).map((notice) => [prose(notice)]);
  return [measuredOn(view, 'train'), ...told]
    .filter((content) => content.length > 0)
    .map((content) => ({ kind: 'note', content }));
}

export function measuredOn({ result, primaryMetrics }: View, split: Split): Phrase {
  const metrics = primaryMetrics.filter(({ name }) => result.splits?.[name] === split);
  if (metrics.length === 0) return [];
  const all = metrics.length === primaryMetrics.length;
  const subject = all ? '' : say` for ${enumerate(metrics.map(({ name }) => say`${metricName(name)}`))}`;
  const missing = split === 'train' ? 'a test or validation split' : 'a test split';
  const worth = split === 'train' ? ', so this says nothing about new data' : '';
  return say`Measured on the ${split === 'train' ? 'training' : split} split${subject}: no run reports a value on ${missing}${worth}.`;
}
