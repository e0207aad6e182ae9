/** Runs packages/tfjs-trainer/bench/train-step.ts, which compares losses of both sides. */
import { join } from 'node:path';
import { SIZES, titleOf } from '../../packages/tfjs-trainer/bench/transformer.ts';
import { choiceOfAuto } from './auto.ts';
import type { Figure } from './figures.ts';
import type { Part } from './part.ts';
import { ROOT, timed } from './processes.ts';

const WANTED = 1.5;
const WANTED_OF_AUTO = 1.05;
const NATIVE = 'tfjs-node';
/** Output of packages/tfjs-trainer/bench/train-step.ts: model, our time, and each other's. */
const LINE = /^(.+), \d+ parameters: ([\d.]+) ms CPU a step(.*)$/gm;
const OTHER = /, (\S+) (\S+(?:, TensorFlow \S+)?) ([\d.]+) ms: ratio/g;

interface Step {
  readonly model: string;
  readonly ms: number;
  readonly others: ReadonlyArray<{ readonly name: string; readonly value: number }>;
}

export const step: Part = {
  name: 'step',
  minutes: 3,
  async measure({ folder, isTrial, say }) {
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
    figures.push(...(await auto(ours, folder, say)));
    const isPyTorch = ({ beside }: Figure) => beside?.name.startsWith('PyTorch') === true;
    return { figures: [...figures.filter(isPyTorch), ...figures.filter((one) => !isPyTorch(one))] };
  },
};

/** Compares `auto`'s choice with the faster backend, if there are two. */
async function auto(ours: readonly Step[], folder: string, say: (text: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) {
    const model = titleOf(size);
    const step = ours.find((one) => one.model === model);
    const native = step?.others.find(({ name }) => name.startsWith(NATIVE))?.value;
    if (step === undefined || native === undefined) continue;
    say(`auto, ${model}`);
    const times = { wasm: step.ms, native };
    const choice = await choiceOfAuto(size, join(folder, `auto-${size.width}`));
    figures.push({
      ...{
        name: `training step, ${model}, backend auto takes ${choice} (CPU)`,
        here: times[choice],
        unit: 'ms',
      },
      beside: { name: 'the faster of wasm and native', value: Math.min(times.wasm, times.native) },
      wanted: WANTED_OF_AUTO,
    });
  }
  return figures;
}
