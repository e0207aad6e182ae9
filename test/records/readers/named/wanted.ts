/** Run directories and printed text, read for metrics that the config places somewhere. */
import { normaliseSource } from '../../../../src/config/metric-source.ts';
import { renameMetrics } from '../../../../src/records/metrics/metric-sources.ts';
import { recordedNames, type SourcedMetric } from '../../../../src/records/readers/named/source-of.ts';
import { type ReadOptions, readRunDirectory } from '../../../../src/records/readers/read-run-directory.ts';
import { record } from '../../../checks/records.ts';
import { directoryOf, type Files } from '../run-directory.ts';

type Stated = Parameters<typeof normaliseSource>[0];

export const wanted = (
  name: string,
  from?: Stated,
  direction: 'maximize' | 'minimize' = 'maximize',
): SourcedMetric => ({
  name,
  direction,
  ...(from === undefined ? {} : { from: normaliseSource(from) }),
});

/** As a run is read, with the names of the config. */
export async function readWanted(
  files: Files,
  metrics: readonly SourcedMetric[],
  more: Partial<ReadOptions> = {},
) {
  const warnings: string[] = [];
  const declaredMetrics = [...metrics.map(({ name }) => name), ...recordedNames(metrics)];
  const read = { declaredMetrics, metrics, warn: (message: string) => warnings.push(message), ...more };
  const {
    hint,
    predictions: _,
    cost: __,
    ...content
  } = await readRunDirectory(await directoryOf(files), read);
  return { ...renameMetrics(record('head', 1, content), metrics), hint, warnings };
}
