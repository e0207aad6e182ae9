import { type Profiler, Session } from 'node:inspector/promises';
import * as tfjs from '@tensorflow/tfjs';

interface Cost {
  calls: number;
  ms: number;
}

type Part = readonly [name: string, test: (url: string, functionName: string) => boolean];

/** Assigns functions to parts by their file, in sources or dist. */
const PARTS: readonly Part[] = [
  ['garbage collector', (_, name) => name === '(garbage collector)'],
  ['kernels in WebAssembly', (url) => url.startsWith('wasm:')],
  ['our kernels in JavaScript', (url) => /\/src\/train\/|\/(?:wasm|gradients)\.js$/.test(url)],
  ['wasm backend in JavaScript', (url) => url.includes('tfjs-backend-wasm')],
  ['layers and training loop', (url) => url.includes('tfjs-layers')],
  ['engine, tape, operations', (url) => url.includes('tfjs-core') || url.includes('@tensorflow/tfjs/')],
  ['TensorFlow.js, all of it', (url) => url.endsWith('/tfjs.js')],
  ['loader of TypeScript', (url) => /jiti(?:\.js|\/)/.test(url)],
  ['data and model of the module', (url) => url.includes('/fixtures/')],
  [
    'modules of Node, compiling them',
    (url, name) => url.startsWith('node:') || name === 'compileSourceTextModule',
  ],
  ['native code and compilation', (url) => url === ''],
];

/** Rows are `ms, share, name`; samples are scaled to `cpuMs`. */
export function rowsOf(profile: Profiler.Profile, cpuMs: number, functions: number): string[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const byPart = new Map<string, number>();
  const byFunction = new Map<string, number>();
  let total = 0;
  for (const id of profile.samples ?? []) {
    const frame = nodes.get(id);
    if (frame === undefined || frame.functionName === '(idle)') continue;
    total++;
    const { url, functionName, lineNumber } = frame;
    const part = PARTS.find(([, test]) => test(url, functionName))?.[0] ?? 'the rest';
    byPart.set(part, (byPart.get(part) ?? 0) + 1);
    const name = `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}`;
    byFunction.set(name, (byFunction.get(name) ?? 0) + 1);
  }
  const rows = (table: Map<string, number>, count: number) =>
    [...table]
      .sort(([, a], [, b]) => b - a)
      .slice(0, count)
      .map(([name, hits]) =>
        row((hits / total) * cpuMs, `${((hits / total) * 100).toFixed(1).padStart(5)} %`, name),
      );
  return [
    ...rows(byPart, PARTS.length + 1),
    ...(functions > 0 ? ['  by function'] : []),
    ...rows(byFunction, functions),
  ];
}

/** @param full runs steps kernel by kernel instead of replaying them */
export async function profileOf(
  round: () => Promise<unknown>,
  steps: number,
  full: () => Promise<unknown>,
  fullSteps: number,
): Promise<string[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  const before = process.cpuUsage();
  await round();
  const { user, system } = process.cpuUsage(before);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const kernels = countKernels();
  await full();
  kernels.stop();
  return [
    ...rowsOf(profile, (user + system) / 1000 / steps, 12),
    '  by kernel, with what its JavaScript costs',
    ...kernels
      .top(16)
      .map(([name, { calls, ms }]) =>
        row(ms / fullSteps, `${(calls / fullSteps).toFixed(0).padStart(4)} calls`, name),
      ),
  ];
}

function row(ms: number, amount: string, name: string): string {
  return `  ${ms.toFixed(3).padStart(8)} ms ${amount}  ${name}`;
}

function countKernels() {
  const costs = new Map<string, Cost>();
  const originals = tfjs.getKernelsForBackend('wasm').map((kernel) => [kernel, kernel.kernelFunc] as const);
  for (const [kernel, original] of originals) {
    kernel.kernelFunc = (call) => {
      const start = process.cpuUsage();
      const answer = original(call);
      const { user, system } = process.cpuUsage(start);
      const cost = costs.get(kernel.kernelName) ?? { calls: 0, ms: 0 };
      costs.set(kernel.kernelName, { calls: cost.calls + 1, ms: cost.ms + (user + system) / 1000 });
      return answer;
    };
  }
  return {
    stop: () => {
      for (const [kernel, original] of originals) kernel.kernelFunc = original;
    },
    top: (count: number) => [...costs].sort(([, a], [, b]) => b.ms - a.ms).slice(0, count),
  };
}
