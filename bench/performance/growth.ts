import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Series } from './figures.ts';
import type { Part } from './part.ts';
import { conclusive, timed } from './processes.ts';

const TEXT_MODEL = 'performance/text-model.ts';

function textModelIn(folder: string): void {
  mkdirSync(join(folder, 'performance'), { recursive: true });
  cpSync(join(import.meta.dirname, 'text-model.ts'), join(folder, TEXT_MODEL));
  cpSync(join(import.meta.dirname, '../transformer.ts'), join(folder, 'transformer.ts'));
}

const SMALL = { examples: 1000, width: 32, words: 20, epochs: 2 };
const SEEDS = [6, 12, 24, 48];

export const growth: Part = {
  name: 'growth',
  minutes: 3,
  async measure({ folder, isTrial, say }) {
    const place = join(folder, 'growth');
    textModelIn(place);
    const train = async (
      params: typeof SMALL,
      variants: readonly object[],
      seeds: number,
      parallel: number,
    ) => {
      rmSync(join(place, '.conclusive'), { recursive: true, force: true });
      const config = {
        ...{ trainer: { module: TEXT_MODEL }, params, seeds, models: { variants } },
        ...{ metrics: [{ name: 'accuracy', role: 'primary' }], gate: { 'fail-on': [] } },
      };
      writeFileSync(join(place, 'conclusive.yml'), stringify(config));
      return timed(conclusive(`run --json --parallel ${parallel} > result.json`), place);
    };
    const series: Series[] = [];

    const seeds = isTrial ? SEEDS.slice(0, 2) : SEEDS;
    const points = [];
    const tiny = { ...SMALL, examples: 200, epochs: 1 };
    for (const count of seeds) {
      say(`${count} seeds`);
      const { wall, cpu } = await train(
        tiny,
        [{ name: 'other', params: { width: 16 } }],
        count,
        availableParallelism(),
      );
      points.push({ at: String(count), values: [wall, wall / (2 * count), cpu / (2 * count)] });
    }
    series.push({
      name: 'Seeds, two small models',
      columns: [
        { name: 'wall', unit: 's' },
        { name: 'wall a run', unit: 's' },
        { name: 'CPU a run, all processes', unit: 's' },
      ],
      points,
    });

    return { figures: [], series };
  },
};
