/** Matrix products that round once (AVX2, NEON). Their bytes differ, so all runs of an experiment use them, or none. */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { assetPath } from '../backends/assets.ts';

export interface Products {
  batchMatMul(...numbers: number[]): void;
  fusedDifference(x: number, square: number): number;
  useWidePanels(answer: number): void;
}

/** A V8 flag and its inverse. */
type Flag = readonly [on: string, off: string];

/** Compiles at once; a later compilation would miss the flags. */
const OPTIMISED: readonly Flag[] = [
  ['--no-liftoff', '--liftoff'],
  ['--no-wasm-lazy-compilation', '--wasm-lazy-compilation'],
];
const RELAXED_SIMD: Flag = ['--experimental-wasm-relaxed-simd', '--no-experimental-wasm-relaxed-simd'];
/** Joins pairs of 128-bit registers: half the instructions. */
const WIDE_REGISTERS: Flag = ['--experimental-wasm-revectorize', '--no-experimental-wasm-revectorize'];

/** V8 prints an error for unknown flags. */
function flagsOf(v8: string, architecture: string): { flags: readonly Flag[]; wide: boolean } {
  const [major = 0, minor = 0] = v8.split('.').map(Number);
  // The default since V8 11.4; Node 20 has 11.3.
  const relaxed = major === 11 && minor < 4 ? [RELAXED_SIMD] : [];
  const wide = major === 13 && architecture === 'x64';
  return { flags: [...OPTIMISED, ...relaxed, ...(wide ? [WIDE_REGISTERS] : [])], wide };
}

/** Undefined if V8 lacks relaxed SIMD. */
async function compile(flags: readonly Flag[]): Promise<WebAssembly.Module | undefined> {
  const binary = await readFile(assetPath('products.wasm'));
  for (const [on] of flags) setFlagsFromString(on);
  try {
    return new WebAssembly.Module(binary);
  } catch {
    return undefined;
  } finally {
    for (const [, off] of flags) setFlagsFromString(off);
  }
}

let compiled: ReturnType<typeof compile> | undefined;

/** Undefined if the processor does not fuse. */
export async function loadProducts(memory: WebAssembly.Memory): Promise<Products | undefined> {
  const { flags, wide } = flagsOf(process.versions.v8, process.arch);
  compiled ??= compile(flags);
  const module = await compiled;
  if (module === undefined) return undefined;
  const products = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Products;
  // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴, whose last term a float cannot hold.
  if (products.fusedDifference(1 + 2 ** -12, 1 + 2 ** -11) !== 2 ** -24) return undefined;
  products.useWidePanels(wide ? 1 : 0);
  return products;
}

export async function fusesMultiplyAdd(): Promise<boolean> {
  return (await loadProducts(new WebAssembly.Memory({ initial: 1 }))) !== undefined;
}
