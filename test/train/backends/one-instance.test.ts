import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';
import { assetPath } from '../../../src/train/backends/assets.ts';

const BINARY = readFileSync(assetPath('tfjs-backend-wasm-simd.wasm'));

interface Exports {
  readonly memory: WebAssembly.Memory & { grow(pages: number): number };
  readonly __indirect_function_table: WebAssembly.Table & { set(index: number, value: unknown): void };
  malloc(bytes: number): number;
  stackAlloc(bytes: number): number;
  readonly __wasm_call_ctors: () => void;
  readonly init: () => void;
}

let reuse: typeof import('../../../src/train/backends/one-instance.ts');

beforeEach(async () => {
  vi.resetModules();
  reuse = await import('../../../src/train/backends/one-instance.ts');
});

/** What TensorFlow.js does when its backend starts; `resize` is the function that more memory is asked of. */
async function start(resize: (bytes: number) => boolean = () => false): Promise<Exports> {
  const none = () => 0;
  const env = {
    ...{ abort: none, emscripten_memcpy_big: none, emscripten_get_heap_max: none },
    emscripten_resize_heap: resize,
  };
  const wasi = { fd_close: none, fd_write: none, fd_seek: none };
  const { instance } = await WebAssembly.instantiate(BINARY, { env, wasi_snapshot_preview1: wasi });
  return instance.exports as unknown as Exports;
}

function bytesOf({ memory }: Exports): Buffer {
  return Buffer.from(memory.buffer);
}

test('a second run gets the instance of the first, with memory that nobody has written to', async () => {
  const fresh = await start();
  reuse.keepInstance();
  const first = await reuse.withOneInstance(start);
  first.__wasm_call_ctors();
  first.init();
  first.memory.grow(10);
  for (const at of [first.malloc(100_000), 2000, 90_000, first.memory.buffer.byteLength - 8])
    bytesOf(first).fill(0xff, at, at + 8);
  const second = await reuse.withOneInstance(start);
  expect(second).toBe(first);
  const [bytes, expected] = [bytesOf(second), bytesOf(fresh)];
  expect(bytes.subarray(0, expected.length).equals(expected)).toBe(true);
  expect(bytes.subarray(expected.length).every((byte) => byte === 0)).toBe(true);
  // And so it gives out the same addresses.
  for (const exports of [second, fresh]) exports.__wasm_call_ctors();
  for (const bytes of [10, 5_000, 1_000_000]) expect(second.malloc(bytes)).toBe(fresh.malloc(bytes));
});

test('it calls the functions of the run that is under way', async () => {
  reuse.keepInstance();
  const asked: string[] = [];
  for (const run of ['first', 'second']) {
    const { malloc } = await reuse.withOneInstance(() =>
      start(() => {
        asked.push(run);
        return false;
      }),
    );
    expect(malloc(1e9)).toBe(0);
  }
  expect(new Set(asked)).toEqual(new Set(['first', 'second']));
  expect(asked.indexOf('second')).toBe(asked.lastIndexOf('first') + 1);
});

test.each<[string, (exports: Exports) => void]>([
  ['whose table was changed', ({ __indirect_function_table: table }) => table.set(3, null)],
  ['whose stack is not empty', ({ stackAlloc }) => stackAlloc(16)],
])('an instance %s is not used again', async (_, change) => {
  reuse.keepInstance();
  const first = await reuse.withOneInstance(start);
  change(first);
  expect(await reuse.withOneInstance(start)).not.toBe(first);
});

test('nothing can be added to what it exports', async () => {
  reuse.keepInstance();
  const { malloc, memory } = await reuse.withOneInstance(start);
  for (const exported of [malloc, memory]) expect(Object.isFrozen(exported)).toBe(true);
});

test('a large memory is dropped between two runs, and a small one is kept', async () => {
  reuse.keepInstance();
  const first = await reuse.withOneInstance(start);
  expect(reuse.dropLargeInstance()).toBe(false);
  expect(await reuse.withOneInstance(start)).toBe(first);
  first.memory.grow(600);
  expect(reuse.dropLargeInstance()).toBe(true);
  expect(await reuse.withOneInstance(start)).not.toBe(first);
});

test('a process for each run keeps none, and WebAssembly is as it was', async () => {
  const { instantiate } = WebAssembly;
  expect(await reuse.withOneInstance(start)).not.toBe(await reuse.withOneInstance(start));
  reuse.keepInstance();
  await expect(reuse.withOneInstance(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  expect(WebAssembly.instantiate).toBe(instantiate);
});
