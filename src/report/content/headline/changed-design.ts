/** The line below the headline if the design changed after the runs were first tested. */
import { describeChanges } from '../../../verdict/design-change.ts';
import { code, type Phrase, prose, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

/** `margin changed from 1 to 20 points after these runs were first tested`. */
export function changedDesign(view: View): Phrase {
  const { changes = [] } = view.result.design;
  const isKnown = (metric: string) => view.result.metrics.some(({ name }) => name === metric);
  const exact = (metric: string, value: number) =>
    isKnown(metric) ? view.format(metric).exact(value) : String(value);
  const told = describeChanges(changes, {
    isOnly: view.primaryMetrics.length === 1,
    bare: (metric, value) => exact(metric, value).split(/\s/)[0] ?? '',
    exact,
  });
  return told === '' ? [] : [prose(told)];
}

/** Empty if no verdict is withheld. */
export function howToRestore({ result }: View): Phrase {
  if (result.design.changes?.some(({ withholds }) => withholds) !== true) return [];
  return say`restore the first design, or allow the change with ${code('verdict: { changed-design: allow }')}`;
}
