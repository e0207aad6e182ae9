/** Which split a verdict rests on, where that is not the test split that a reader takes it for. */
import type { Split } from '../../records/record.ts';
import { metricName } from '../format/metric-name.ts';
import { enumerate, type Phrase, say } from '../phrase.ts';
import type { View } from '../view.ts';

/** `Measured on the validation split: no run has left a value of a test split.` Empty where no primary metric is from this split. */
export function measuredOn({ result, primaryMetrics }: View, split: Split): Phrase {
  const metrics = primaryMetrics.filter(({ name }) => result.splits?.[name] === split);
  if (metrics.length === 0) return [];
  const all = metrics.length === primaryMetrics.length;
  const subject = all ? '' : say` for ${enumerate(metrics.map(({ name }) => say`${metricName(name)}`))}`;
  const missing = split === 'train' ? 'a test or validation split' : 'a test split';
  const worth = split === 'train' ? ', so this says nothing about new data' : '';
  return say`Measured on the ${split === 'train' ? 'training' : split} split${subject}: no run reports a value on ${missing}${worth}.`;
}
