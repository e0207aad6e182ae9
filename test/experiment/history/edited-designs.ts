/** A config of paper experiments, and its edits. */
import { createRandom } from '../../../src/stats/random.ts';
import { judgeOnPaper } from './paper-experiment.ts';

export interface Edited {
  readonly metrics: ReadonlyArray<readonly [name: string, margin: number | null, from: string | null]>;
  readonly direction: 'maximize' | 'minimize';
  readonly effect: number | null;
  /** Direction of a guarded metric, if there is one. */
  readonly guard: 'maximize' | 'minimize' | null;
  readonly variant: string;
  readonly seeds: string;
  readonly alpha: number;
  readonly per: 'comparison' | 'pull-request';
  readonly vary: string;
  readonly outputs: string;
  readonly isSwapped: boolean;
}

export const FIRST: Edited = {
  metrics: [['a', 0.01, null]],
  direction: 'maximize',
  effect: null,
  guard: null,
  variant: 'head',
  seeds: '6',
  alpha: 0.05,
  per: 'comparison',
  vary: '[init, order]',
  outputs: '',
  isSwapped: false,
};

export function configOf(edited: Edited): string {
  const { metrics, direction, effect, guard, variant, seeds, alpha, per, vary, outputs } = edited;
  const stated = metrics.map(
    ([name, margin, from]) =>
      `{ name: ${name}, role: primary, direction: ${direction}${margin === null ? '' : `, margin: ${margin}`}${effect === null ? '' : `, min-effect: ${effect}`}${from === null ? '' : `, from: ${from}`} }`,
  );
  return `trainer: { command: train${outputs} }
models: { baseline: {}, variants: [{ name: ${variant} }] }
metrics: [${stated.join(', ')}, { name: other, direction: ${guard ?? 'maximize'}, role: secondary${guard === null ? '' : ', margin: 0.5'} }]
seeds: ${seeds}
alpha: { level: ${alpha}, per: ${per} }
vary: ${vary}
${guard === null ? '' : 'gate: { metrics: { other: no-worse } }\n'}`;
}

/** Arms that differ by noise, or by `shift` standard deviations. */
export function values(world: string, shift = 0) {
  return (code: string, seed: number, metric: string) => {
    const random = createRandom(world, code, seed, metric);
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return 0.5 + 0.01 * (normal + (code === '1' ? shift : 0));
  };
}

export async function judge(folder: string, edited: Edited, value = values('edits')) {
  const code = edited.isSwapped ? ['1', '0'] : ['0', '1'];
  return judgeOnPaper({ folder, config: configOf(edited), code, value });
}
