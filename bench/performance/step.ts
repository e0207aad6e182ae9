/** A training step: bench/train-step.ts, which holds the losses of both sides to each other. */
import { join } from 'node:path';
import type { Figure } from './figures.ts';
import type { Part } from './part.ts';
import { ROOT, timed } from './processes.ts';

const WANTED = 1.5;
/** As bench/train-step.ts prints it. */
const LINE = /^(.+), \d+ parameters: ([\d.]+) ms CPU a step(?:, (PyTorch \S+) ([\d.]+) ms)?/gm;

interface Step {
  readonly model: string;
  readonly ms: number;
  readonly beside: { readonly name: string; readonly value: number } | null;
}

export const step: Part = {
  name: 'step',
  minutes: 3,
  async measure({ isTrial, say }) {
    const stepsOf = async (mode: string, rounds: number): Promise<Step[]> => {
      say(mode);
      const script = `ROUNDS=${isTrial ? 1 : rounds} npx jiti "${join(ROOT, 'bench/train-step.ts')}" ${mode}`;
      const { output } = await timed(script, ROOT);
      return [...output.matchAll(LINE)].map(([, model = '', ms, name, value]) => ({
        ...{ model, ms: Number(ms) },
        beside: name === undefined ? null : { name, value: Number(value) },
      }));
    };
    const ours = await stepsOf('ours', 5);
    const others = [{ name: 'WebAssembly as TensorFlow.js ships it', steps: await stepsOf('shipped', 1) }];
    return {
      figures: [
        ...ours.map(({ model, ms, beside }) => figure(model, ms, beside, WANTED)),
        ...others.flatMap(({ name, steps }) =>
          steps.flatMap(({ model, ms: value }) => {
            const own = ours.find((one) => one.model === model);
            return own === undefined ? [] : [figure(model, own.ms, { name, value })];
          }),
        ),
      ],
    };
  },
};

function figure(model: string, here: number, beside: Step['beside'], wanted?: number): Figure {
  return {
    ...{ name: `training step, ${model} (CPU)`, here, unit: 'ms' },
    ...(beside !== null && { beside, ...(wanted !== undefined && { wanted }) }),
  };
}
