/** The checks of what the metrics are measured on: subsets of it, other domains, and what training has seen of it. */
import { runsOf } from '../analysis/compare/samples.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import { attempt } from './attempt.ts';
import type { Check } from './check.ts';
import { checkDomainDrop } from './data/domain-drop.ts';
import { checkDomainInputs } from './data/domain-inputs.ts';
import { checkExactLeakage, checkNearLeakage, type ModelEvidence } from './data/leakage.ts';
import { checkFoundSlices, type SliceSearch } from './data/slices-found.ts';
import { checkNamedSlices } from './data/slices-named.ts';
import { checkReproducible, type Repeat } from './retraining/reproducible.ts';

export interface DataChecksRequest {
  readonly config: Pick<LoadedConfig, 'alpha' | 'checks'>;
  readonly metrics: readonly Metric[];
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly records: readonly RunRecord[];
  /** What sets the seed in the program's framework; null where that is not known. */
  readonly seedLines?: string | null;
  /** Without: nobody has asked for any. */
  readonly repeats?: readonly Repeat[];
  /** Without: results that exist already, whose data nobody has seen. */
  readonly dataEvidence?: readonly ModelEvidence[];
  /** Without: results that exist already, whose predictions are not read. */
  readonly sliceSearches?: readonly SliceSearch[];
}

/**
 * Tests are made once, where the design stopped, at alpha shared among the variants. Only losses are findings, so in a fixed
 * design the chance of a false alarm is half of that. A sequential one may have stopped at a loss by chance, with at most the
 * other half (see docs/checks.md; bench/data-check-false-alarms.ts measures both).
 */
export function checkData(request: DataChecksRequest): Check[] {
  const { config, metrics, models, records } = request;
  const evidence = mergeAlike(request.dataEvidence ?? []);
  const [baseline, ...variants] = models.map(({ name }) => name);
  if (baseline === undefined) return [];
  const level = config.alpha / Math.max(1, variants.length);
  const all = <Of>(
    id: string,
    of: readonly Of[],
    modelOf: (one: Of) => string | null,
    make: (one: Of) => Check,
  ) => of.map((one) => attempt(id, modelOf(one), () => make(one)));
  const ofModel = ({ model }: { readonly model: string | null }) => model;
  const ofVariant = ({ variant }: { readonly variant: string }) => variant;
  const itself = (variant: string) => variant;
  return [
    ...all('reproducible', request.repeats ?? [], ofModel, (repeat) =>
      checkReproducible(repeat, records, metrics, request.seedLines),
    ),
    ...all('leakage/exact', evidence, ofModel, (known) => checkExactLeakage(known, config.checks.leakage)),
    ...all('leakage/near', evidence, ofModel, (known) => checkNearLeakage(known, config.checks.leakage)),
    ...all('domain/inputs', evidence, ofModel, checkDomainInputs),
    ...all('slices/named', config.checks.slices ? variants : [], itself, (variant) =>
      checkNamedSlices({
        baseline: runsOf(records, baseline),
        variant,
        candidate: runsOf(records, variant),
        metrics,
        level,
      }),
    ),
    ...all('slices/found', request.sliceSearches ?? [], ofVariant, checkFoundSlices),
    ...all('domain/drop', variants, itself, (variant) =>
      checkDomainDrop({ baselineModel: baseline, variant, records, metrics, level }),
    ),
  ];
}

/** Models that are trained and tested on the same data are spoken of once. */
function mergeAlike(known: readonly ModelEvidence[]): readonly ModelEvidence[] {
  const [first] = known;
  const isOne = new Set(known.map(({ model: _, ...rest }) => JSON.stringify(rest))).size === 1;
  return first !== undefined && isOne ? [{ ...first, model: null }] : known;
}
