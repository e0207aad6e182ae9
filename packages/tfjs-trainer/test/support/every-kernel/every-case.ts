/** Every kernel, with each type and number of axes that its spec has. */
import * as tf from '@tensorflow/tfjs';
import { useBackend } from '../backends.ts';
import { compareKernel } from './compare.ts';
import { Draw, NUMBERS } from './draw.ts';
import { SPECS } from './specs.ts';

const RANKS = [0, 1, 2, 3, 4, 5, 6];

export async function kernelNames(): Promise<string[]> {
  await useBackend('wasm');
  return tf
    .getKernelsForBackend('wasm')
    .map(({ kernelName }) => kernelName)
    .sort();
}

export const specified = Object.keys(SPECS).sort();

/** @param repeats how often values and attributes are drawn. @returns what is wrong */
export async function faultsOf(name: string, repeats: number): Promise<string[]> {
  await useBackend('wasm');
  const spec = SPECS[name];
  if (spec === undefined) return [`${name} has no spec`];
  const faults: string[] = [];
  for (const dtype of spec.types ?? NUMBERS)
    for (const rank of spec.ranks ?? RANKS)
      for (let i = 0; i < repeats; i++) {
        const given = spec.make(new Draw(name, dtype, rank, i), dtype, rank);
        try {
          compareKernel(name, spec, given);
        } catch (error) {
          const { message } = error as Error;
          faults.push(
            `${name} of ${dtype}, ${rank} axes, case ${i}: ${message} (${JSON.stringify(given.attributes)})`,
          );
        }
      }
  return faults;
}
