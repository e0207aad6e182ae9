/** Starts from an empty folder, and with the baseline's runs. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { requireSameResults } from './agreement.ts';
import type { Figure } from './figures.ts';
import { glossIn, keepBaseline, MODELS, requireSameLosses, trainHere, trainInTorch } from './gloss.ts';
import type { Part } from './part.ts';
import { median } from './processes.ts';

export const verdict: Part = {
  name: 'verdict',
  minutes: 8,
  needsPyTorch: true,
  async measure({ folder, isTrial, say }) {
    say('the same losses in PyTorch');
    await requireSameLosses(folder);
    const [cold, cached] = ['cold', 'cached'].map((name) => join(folder, name)) as [string, string];
    for (const place of [cold, cached])
      glossIn(place, ({ seeds: _, ...config }) => (isTrial ? { ...config, seeds: 2 } : config));
    say('from an empty folder');
    const first = await trainHere(cold);
    say(`${first.runs.length} runs in ${first.wall.toFixed(0)} s; PyTorch trains the same`);
    const script = await trainInTorch(first.runs);
    requireSameResults(first.runs, script.runs);
    say(`${script.wall.toFixed(0)} s; with the runs of the baseline from before`);
    keepBaseline(cold, cached);
    const second = await trainHere(cached);

    const sequential = { name: `a script with PyTorch ${script.version}`, value: script.wall };
    const run = (model: string) =>
      median(script.runs.filter((one) => one.model === model).map(({ seconds }) => seconds));
    const fixed = MODELS.reduce((sum, model) => sum + DEFAULT_SEEDS.max * run(model), 0);
    const seeds = isTrial ? '2' : `${DEFAULT_SEEDS.min} to ${DEFAULT_SEEDS.max}`;
    const name = `gloss to its verdict, ${seeds} seeds (${first.runs.length} runs)`;
    const figures: Figure[] = [
      { name, here: first.wall, unit: 's', beside: sequential, wanted: 0.6 },
      {
        name: `${name}, those of the baseline from before`,
        here: second.wall,
        unit: 's',
        beside: sequential,
        wanted: 0.35,
      },
      {
        ...{ name, here: first.wall, unit: 's', wanted: 0.4 },
        beside: { name: `the script, ${DEFAULT_SEEDS.max} seeds of each model`, value: fixed },
      },
    ];
    const cpu = first.runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
    const trained = first.records.reduce((sum, { cost }) => sum + cost.wallSeconds, 0);
    const memory = Math.max(...first.records.map(({ cost }) => cost.peakMemoryBytes ?? 0)) / 1e6;
    return {
      figures: [
        ...figures,
        {
          ...{ name: `${name}, all processes (CPU)`, here: first.cpu, unit: 's' },
          beside: { ...sequential, value: script.cpu },
        },
        {
          ...{ name: 'gloss: wall time', here: first.wall, unit: 's', wanted: 1.05 },
          beside: { name: 'CPU of its runs ÷ cores', value: cpu / availableParallelism() },
        },
        {
          ...{ name: 'gloss: wall time', here: first.wall, unit: 's', wanted: 1.05 },
          beside: { name: 'CPU of all processes ÷ cores', value: first.cpu / availableParallelism() },
        },
        {
          ...{ name: 'gloss: wall time', here: first.wall, unit: 's' },
          beside: { name: 'time of its runs on the clock ÷ places', value: trained / availableParallelism() },
        },
        { name: 'gloss: memory of a training process', here: memory, unit: 'MB', wanted: 200 },
      ],
    };
  },
};
