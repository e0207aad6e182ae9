/** Where the time of repeated steps goes: by V8's sampling profiler, by kernel, and what the garbage collector says of itself. */
import { Session } from 'node:inspector/promises';
import * as tfjs from '@tensorflow/tfjs';

interface Cost {
  calls: number;
  ms: number;
}

/** What a sampled function belongs to, by the file that it stands in. */
const PARTS: ReadonlyArray<readonly [string, (url: string, name: string) => boolean]> = [
  ['garbage collector', (_, name) => name === '(garbage collector)'],
  ['our kernels (wasm)', (url, name) => url.startsWith('wasm:') && !name.startsWith('wasm-function')],
  ['shipped kernels (wasm)', (url) => url.startsWith('wasm:')],
  ['our kernels (JavaScript)', (url) => url.includes('/src/train/')],
  ['wasm backend (JavaScript)', (url) => url.includes('tfjs-backend-wasm')],
  ['layers', (url) => url.includes('tfjs-layers')],
  ['engine, tape, operations', (url) => url.includes('tfjs-core') || url.includes('tfjs/')],
  ['native code', (url) => url === ''],
];

export async function profileOf(round: () => Promise<unknown>, steps: number): Promise<string[]> {
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
  const cpuMs = (user + system) / 1000 / steps;
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parts = new Map<string, number>();
  const functions = new Map<string, number>();
  const samples = profile.samples ?? [];
  let counted = 0;
  for (const id of samples) {
    const frame = nodes.get(id)?.callFrame;
    if (frame === undefined || frame.functionName === '(idle)') continue;
    counted++;
    const part = PARTS.find(([, test]) => test(frame.url, frame.functionName))?.[0] ?? 'the rest';
    parts.set(part, (parts.get(part) ?? 0) + 1);
    const name = `${frame.functionName || '(anonymous)'} ${frame.url.split('/').at(-1)}:${frame.lineNumber + 1}`;
    functions.set(name, (functions.get(name) ?? 0) + 1);
  }
  const rows = (table: Map<string, number>, count: number) =>
    [...table]
      .sort(([, a], [, b]) => b - a)
      .slice(0, count)
      .map(
        ([name, hits]) =>
          `  ${((hits / counted) * cpuMs).toFixed(3).padStart(8)} ms ${((hits / counted) * 100).toFixed(1).padStart(5)} %  ${name}`,
      );
  const kernels = countKernels();
  await round();
  kernels.stop();
  return [
    `  profiled: ${cpuMs.toFixed(2)} ms CPU a step`,
    ...rows(parts, 20),
    '  by function',
    ...rows(functions, 25),
    '  by kernel (with what its JavaScript costs)',
    ...kernels
      .top(22)
      .map(
        ([name, { calls, ms }]) =>
          `  ${(ms / steps).toFixed(3).padStart(8)} ms ${(calls / steps).toFixed(0).padStart(4)} calls  ${name}`,
      ),
  ];
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
