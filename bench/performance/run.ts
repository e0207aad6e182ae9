import { join } from 'node:path';
import { requireSameResults } from './agreement.ts';
import { glossIn, trainHere, trainInTorch } from './gloss.ts';
import type { Part } from './part.ts';
import { median, PYTHON } from './processes.ts';

const MODELS = [
  { model: 'baseline', wanted: undefined },
  { model: 'bag', wanted: 2 },
];

export const run: Part = {
  name: 'run',
  minutes: 1,
  async measure({ folder, isTrial, say }) {
    const place = join(folder, 'runs');
    glossIn(place, ({ models: { baseline, variants }, ...config }) => ({
      ...{ ...config, seeds: isTrial ? 2 : 6 },
      models: { baseline, variants: variants.filter(({ name }) => name === 'bag') },
    }));
    say('here');
    const ours = await trainHere(place, '--parallel 1');
    say('PyTorch');
    const theirs = PYTHON === null ? null : await trainInTorch(ours.runs);
    if (theirs !== null) requireSameResults(ours.runs, theirs.runs);
    const secondsOf = (side: { readonly runs: typeof ours.runs }, model: string) =>
      median(side.runs.filter((one) => one.model === model).map(({ cpuSeconds }) => cpuSeconds));
    return {
      figures: MODELS.map(({ model, wanted }) => ({
        ...{ name: `a run of gloss, ${model} (CPU)`, here: secondsOf(ours, model), unit: 's' as const },
        ...(wanted !== undefined && { wanted }),
        ...(theirs !== null && {
          beside: { name: `PyTorch ${theirs.version}`, value: secondsOf(theirs, model) },
        }),
      })),
    };
  },
};
