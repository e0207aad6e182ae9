/** What is known of each model's data: from the run that looked at it, or from the files that the config names. */
import { join } from 'node:path';
import type { ModelEvidence } from '../checks/leakage.ts';
import { UnusableFileError } from '../records/bounded-file.ts';
import { inspectSplitFiles } from '../records/split-files.ts';
import type { Experiment } from './prepare.ts';
import type { Training } from './train-until-decided.ts';

export async function dataEvidence(
  { config, models, trainer }: Experiment,
  { records }: Training,
): Promise<ModelEvidence[]> {
  const { files } = config.checks;
  const known: ModelEvidence[] = [];
  for (const { name: model, directory } of models) {
    const own = records.find((record) => record.model === model && record.data !== undefined)?.data;
    if (own !== undefined) known.push({ model, evidence: own });
    else if (files !== undefined) known.push(await fromFiles(model, directory, files));
    else known.push({ model, evidence: null, reason: REASONS[trainer.kind] });
  }
  return known;
}

const REASONS = {
  command: 'the program reads its data by itself',
  module: 'the module trains by itself, or its first run did not get to its data',
} as const;

interface Files {
  readonly train: string;
  readonly test: string;
  readonly shifted?: string | undefined;
}

async function fromFiles(model: string, directory: string, files: Files): Promise<ModelEvidence> {
  try {
    const evidence = await inspectSplitFiles({
      train: join(directory, files.train),
      test: join(directory, files.test),
      shifted: files.shifted === undefined ? null : join(directory, files.shifted),
    });
    return { model, evidence };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isMissing && !(error instanceof UnusableFileError)) throw error;
    const what = isMissing ? 'one of them is not there' : `one of them ${error.message}`;
    return { model, evidence: null, reason: `checks.files: ${what}` };
  }
}
