/** What an experiment gathers for its checks, of a program whose runs leave losses and metrics and no predictions. */
import { createSplitReaders } from '../../src/analysis/examples/run-predictions.ts';
import type { SliceSearch } from '../../src/checks/evidence/find-slices.ts';
import { readModelData } from '../../src/checks/evidence/model-data.ts';
import { repeatedRunsOf } from '../../src/checks/evidence/repeated-run.ts';
import { searchSlices } from '../../src/checks/evidence/search-slices.ts';
import { type Evidence, type Gathered, setupOf } from '../../src/checks/evidence.ts';
import { repeatedRuns } from '../../src/checks/retraining/repeated-runs.ts';
import { record } from '../checks/records.ts';
import { parseConfig } from './parse-config.ts';

export const CONFIG = parseConfig(
  `trainer: { command: "python3 train.py --seed {seed}" }
models: { variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy }]
evaluation: [data/test.csv, metrics.py]`,
  'gloss/conclusive.yml',
);

/** What became of the files of the experiment. */
export interface FileChanges {
  /** A file of the evaluation that is another one in every variant. It shows before the first run, so none is trained. */
  readonly evaluation?: string;
  /** New files beside the code of every variant, which came up while the runs were under way. */
  readonly code?: readonly string[];
}

const MODELS = ['baseline', 'head'];
const readerOf = createSplitReaders(async () => null);

const [DATA] = await readModelData(
  { config: CONFIG, models: [{ name: 'baseline', directory: '', params: {} }], trainer: { kind: 'command' } },
  [],
);
const UNSEARCHED = { classes: await searchNothing({ accuracy: 0.8 }), others: await searchNothing({}) };

async function searchNothing(test: Readonly<Record<string, number>>): Promise<SliceSearch[]> {
  return searchSlices({
    setup: setupOf({ config: CONFIG, models: MODELS.map((name) => ({ name })) }),
    isFolded: false,
    records: MODELS.flatMap((model) => [1, 2].map((seed) => record(model, seed, { metrics: { test } }))),
    reader: readerOf('test'),
  });
}

/** The first run of every model was repeated, and came out the same. */
export function gathered(
  [baseline = '', ...variants]: readonly string[],
  compared: Pick<Evidence, 'records' | 'comparisons'>,
  { evaluation, code = [] }: FileChanges = {},
): Omit<Gathered, keyof ReturnType<typeof setupOf>> {
  const models = [baseline, ...variants];
  const files = [...new Set([...CONFIG.evaluation, ...(evaluation === undefined ? [] : [evaluation])])];
  const isOfClasses = compared.records.some(({ metrics }) => metrics.test?.accuracy !== undefined);
  const searched = isOfClasses ? UNSEARCHED.classes : UNSEARCHED.others;
  const repeated = models.flatMap((model) => {
    const first =
      compared.comparisons.length === 0 ? null : (repeatedRunsOf(model, compared.records)[0] ?? null);
    return first === null ? [] : [{ model, records: [first] }];
  });
  return {
    ...compared,
    evaluationDigests: models.map((model) => ({
      model,
      files: Object.fromEntries(files.map((file) => [file, file === evaluation ? model : 'the same'])),
    })),
    codeChanges: {
      changed: code.length === 0 ? [] : variants.map((model) => ({ model, files: code, untracked: code })),
      added: [],
    },
    differingExample: null,
    chosenThresholds: [],
    modelData: DATA === undefined ? [] : models.map((model) => ({ ...DATA, model })),
    sliceSearches: variants.flatMap((model) => searched.map((search) => ({ ...search, model }))),
    extraRuns: new Map([[repeatedRuns, repeated]]),
  };
}
