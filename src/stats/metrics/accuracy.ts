import { fromClassCounts } from './class-counts.ts';
import { meanOf } from './mean.ts';
import type { Metric } from './metric.ts';

/** Share of right predictions. */
export const ACCURACY: Metric = {
  name: 'accuracy',
  title: 'accuracy',
  direction: 'maximize',
  unit: 'percent',
  maximum: 1,
  minimum: 0,
  task: 'classification',
  compute: meanOf('predictions', (labels, { predictions }) =>
    new Uint8Array(labels.length).map((_, example) => Number(predictions[example] === labels[example])),
  ),
};

/** Mean recall of the classes among the labels. */
export const BALANCED_ACCURACY: Metric = {
  name: 'balanced_accuracy',
  title: 'balanced accuracy',
  direction: 'maximize',
  unit: 'percent',
  maximum: 1,
  minimum: 0,
  task: 'classification',
  compute: fromClassCounts(({ actual, right }) => {
    let sum = 0;
    let classes = 0;
    for (let label = 0; label < actual.length; label++) {
      const labelled = actual[label] as number;
      if (labelled === 0) continue;
      classes++;
      sum += (right[label] as number) / labelled;
    }
    return sum / classes;
  }),
};
