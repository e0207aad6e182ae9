/** Estimates from recorded repeats of an evaluation how much cases and repeats vary, as its test over both does. */
import { passMetric } from '../../config/case-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import type { createSettling } from '../cases/settle-repeats.ts';
import { createCrossedRows } from '../examples/crossed-rows.ts';
import type { NamedMetric } from '../examples/graded-reader.ts';
import { programsOf, SEVERAL_PROGRAMS, type Spread } from './spread.ts';

/** One repeat can't tell how answers vary from how cases do. */
const FEWEST = 2;

/** @returns the reason if the records do not tell */
export async function spreadOfRepeats(
  records: readonly RunRecord[],
  metric: NamedMetric,
  settle: ReturnType<typeof createSettling>,
): Promise<Spread | { readonly unknown: string }> {
  if (passMetric(metric.name) !== null)
    return { unknown: 'all repeats of a case give it one score, so its repeats are not planned' };
  const finished = records.filter(({ status, seeds }) => status === 'ok' && seeds === undefined);
  const programs = programsOf(finished);
  if (finished.length > 0 && programs.length === 0) return { unknown: SEVERAL_PROGRAMS };
  const ofBaseline = mostRepeats(programs.filter(([first]) => first?.model === 'baseline'));
  const ofVariant = mostRepeats(programs.filter(([first]) => first?.model !== 'baseline'));
  const count = Math.min(ofBaseline.length, ofVariant.length);
  const [first] = ofVariant;
  if (first === undefined || count < FEWEST) return { unknown: tooFew(count) };
  const settled = await settle([...ofBaseline, ...ofVariant]);
  if (settled === null) return { unknown: tooFew(0) };
  if ('fault' in settled) return { unknown: settled.fault };
  const fresh = Math.min(...settled.cases.arms.map(({ repeats }) => repeats.length));
  if (fresh < FEWEST) return { unknown: `${tooFew(fresh)}, without copies` };
  const variant = first.model;
  const rows = createCrossedRows({
    variants: [variant],
    metrics: [metric],
    verdictFor: 'new-examples',
    readerOf: settled.readerOf,
    unit: 'repeat',
    unpaired: new Set(settled.unpaired),
  });
  const { sample, reason } = (await rows.read(settled.records))(variant, metric.name);
  if (sample === null) return { unknown: reason ?? tooFew(fresh) };
  const { components, examples, standardError } = sample.estimate;
  if (standardError === 0) return { unknown: `the models differ by the same ${metric.name} in all cases` };
  return {
    standardDeviation: Math.sqrt(components.example + components.rest),
    interval: null,
    source: { kind: 'repeats', count: fresh, models: ['baseline', variant] },
    examples: { count: examples, unit: sample.clusters === null ? 'cases' : 'groups', components },
  };
}

function tooFew(count: number): string {
  return `it takes ${FEWEST} repeats of the baseline and of a variant, but the records have ${count}`;
}

function mostRepeats(programs: ReadonlyArray<readonly RunRecord[]>): readonly RunRecord[] {
  return programs.reduce<readonly RunRecord[]>((most, own) => (own.length > most.length ? own : most), []);
}
