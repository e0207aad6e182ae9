/** The minimum over many calls is robust to other load. */
import type * as tf from '@tensorflow/tfjs';
import type { SimdKernels } from '../src/kernels/simd.ts';
import { toolkitOf } from '../src/kernels/toolkit.ts';

interface Call {
  readonly title: string;
  times: number;
  least: number;
}

const ROWS = 30;
/** Adam's other arguments change between steps. */
const ADAM_NUMBERS = 8;
/** Tensors lie above all sizes of these models. */
const FIRST_ADDRESS = 100_000;
/** CPU time is too coarse below this. */
const SHORT_MS = 0.05;

/** @param train takes this many steps and replays most */
export async function timesOfReplays(
  t: typeof tf,
  train: () => Promise<unknown>,
  steps: number,
): Promise<string[]> {
  const tools = toolkitOf(t);
  if (tools === undefined) return [];
  const { simd } = tools;
  const calls = new Map<string, Call>();
  const timed = ([name, run]: [string, (...given: number[]) => unknown]) => [
    name,
    (...given: number[]) => {
      const before = process.cpuUsage();
      const start = performance.now();
      const answer = run(...given);
      const wall = performance.now() - start;
      const { user, system } = process.cpuUsage(before);
      const ms = wall < SHORT_MS ? wall : Math.min(wall, (user + system) / 1000);
      const numbers = name === 'adam' ? given.slice(0, ADAM_NUMBERS) : given;
      const key = `${name} ${numbers}`;
      const call = calls.get(key) ?? { title: titleOf(name, numbers), times: 0, least: ms };
      calls.set(key, { ...call, times: call.times + 1, least: Math.min(call.least, ms) });
      return answer;
    },
  ];
  tools.simd = Object.fromEntries(Object.entries(simd).map(timed)) as SimdKernels;
  try {
    await train();
  } finally {
    tools.simd = simd;
  }
  const rows = new Map<string, { ms: number; times: number }>();
  for (const { title, times, least } of calls.values()) {
    const each = Math.round(times / steps);
    const row = rows.get(title) ?? { ms: 0, times: 0 };
    rows.set(title, { ms: row.ms + each * least, times: row.times + each });
  }
  const total = [...rows.values()].reduce((sum, { ms }) => sum + ms, 0);
  return [
    `  ${total.toFixed(3).padStart(8)} ms in functions of WebAssembly`,
    ...[...rows]
      .sort(([, a], [, b]) => b.ms - a.ms)
      .slice(0, ROWS)
      .map(([title, { ms, times }]) => {
        const share = ((100 * ms) / total).toFixed(1).padStart(5);
        return `  ${ms.toFixed(3).padStart(8)} ms ${share} % ${String(times).padStart(3)} calls  ${title}`;
      }),
  ];
}

/** Excludes addresses. */
function titleOf(name: string, given: readonly number[]): string {
  if (name !== 'batchMatMul')
    return `${name} ${given.filter((value) => value < FIRST_ADDRESS).join(' ')}`.trimEnd();
  const [, , aColumn, , , , bColumn, , , batches, m, n, k] = given;
  const transposed = [aColumn === 4 ? '' : ', A transposed', bColumn === 4 ? '' : ', B transposed'];
  return `${name} ${batches} of ${m} × ${n}, inner ${k}${transposed.join('')}`;
}
