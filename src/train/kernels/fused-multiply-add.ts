/**
 * Matrix products whose multiplication and addition are one operation, rounded once: products.wasm. Every processor with AVX2 or NEON has it. The
 * bytes of a result are others than without, so an experiment either uses it in all its runs or in none, and its fingerprints say which.
 */
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { assetPath } from '../backends/assets.ts';

/** Exports of assembly/products.ts. */
export interface Products {
  batchMatMul(...numbers: number[]): void;
  fusedDifference(x: number, square: number): number;
  useWidePanels(answer: number): void;
}

/** A flag of V8, and what takes it back. */
type Flag = readonly [on: string, off: string];

/** The optimising compiler at once: what it compiled later would be compiled without the flags. */
const OPTIMISED: readonly Flag[] = [
  ['--no-liftoff', '--liftoff'],
  ['--no-wasm-lazy-compilation', '--wasm-lazy-compilation'],
];
const RELAXED_SIMD: Flag = ['--experimental-wasm-relaxed-simd', '--no-experimental-wasm-relaxed-simd'];
/** Joins pairs of 128-bit registers into one of 256 bits: the same arithmetic, half the instructions. */
const WIDE_REGISTERS: Flag = ['--experimental-wasm-revectorize', '--no-experimental-wasm-revectorize'];

/** V8 prints an error where it does not know a flag, so each is given only to versions that were seen to know it. */
function flagsOf(v8: string, architecture: string): { flags: readonly Flag[]; wide: boolean } {
  const [major = 0, minor = 0] = v8.split('.').map(Number);
  // On by default since 11.4; Node 20 has 11.3.
  const relaxed = major === 11 && minor < 4 ? [RELAXED_SIMD] : [];
  const wide = major === 13 && architecture === 'x64';
  return { flags: [...OPTIMISED, ...relaxed, ...(wide ? [WIDE_REGISTERS] : [])], wide };
}

/** Undefined for a version of V8 that has no relaxed SIMD. */
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

/** A process that takes several runs compiles once. */
let compiled: ReturnType<typeof compile> | undefined;

/** Undefined where the processor multiplies and adds in two steps. */
export async function loadProducts(memory: WebAssembly.Memory): Promise<Products | undefined> {
  const { flags, wide } = flagsOf(process.versions.v8, process.arch);
  compiled ??= compile(flags);
  const module = await compiled;
  if (module === undefined) return undefined;
  const products = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Products;
  // 1 + 2⁻¹² squared is 1 + 2⁻¹¹ + 2⁻²⁴, whose last digit a float has no room for.
  if (products.fusedDifference(1 + 2 ** -12, 1 + 2 ** -11) !== 2 ** -24) return undefined;
  products.useWidePanels(wide ? 1 : 0);
  return products;
}

/** Whether this machine can train with it. */
export async function fusesMultiplyAdd(): Promise<boolean> {
  return (await loadProducts(new WebAssembly.Memory({ initial: 1 }))) !== undefined;
}
