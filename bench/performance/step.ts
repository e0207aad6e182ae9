/** Runs packages/tfjs-trainer/bench/train-step.ts, which compares losses of both sides. */
import { join } from 'node:path';
import type { Figure } from './figures.ts';
import type { Part } from './part.ts';
import { ROOT, timed } from './processes.ts';

const WANTED = 1.5;
/** Output of packages/tfjs-trainer/bench/train-step.ts: model, our time, and each other's. */
const LINE = /^(.+), \d+ parameters: ([\d.]+) ms CPU a step(.*)$/gm;
const OTHER = /, (\S+) (\S+) ([\d.]+) ms: ratio/g;

interface Step {
  readonly model: string;
  readonly ms: number;
  readonly others: ReadonlyArray<{ readonly name: string; readonly value: number }>;
}

export const step: Part = {
  name: 'step',
  minutes: 3,
  async measure({ isTrial, say }) {
    const stepsOf = async (mode: string, rounds: number): Promise<Step[]> => {
      say(mode);
      const script = `ROUNDS=${isTrial ? 1 : rounds} npx jiti "${join(ROOT, 'packages/tfjs-trainer/bench/train-step.ts')}" ${mode}`;
      const { output } = await timed(script, ROOT);
      return [...output.matchAll(LINE)].map(([, model = '', ms, others = '']) => ({
        ...{ model, ms: Number(ms) },
        others: [...others.matchAll(OTHER)].map(([, name, version, value]) => ({
          name: `${name} ${version}`,
          value: Number(value),
        })),
      }));
    };
    const ours = await stepsOf('ours', 5);
    const shipped: Step[] = [];
    // The shipped backend cannot train convolutions.
    for (const index of isTrial ? [0] : [0, 1, 2]) shipped.push(...(await stepsOf(`shipped ${index}`, 1)));
    const figures = ours.flatMap(({ model, ms, others }): Figure[] => {
      const before = shipped.find((one) => one.model === model);
      const asShipped = before && { name: 'WebAssembly as TensorFlow.js ships it', value: before.ms };
      return [...others, ...(asShipped === undefined ? [] : [asShipped])].map((beside) => ({
        ...{ name: `training step, ${model} (CPU)`, here: ms, unit: 'ms', beside },
        ...(beside.name.startsWith('PyTorch') && { wanted: WANTED }),
      }));
    });
    const isPyTorch = ({ beside }: Figure) => beside?.name.startsWith('PyTorch') === true;
    return { figures: [...figures.filter(isPyTorch), ...figures.filter((one) => !isPyTorch(one))] };
  },
};
