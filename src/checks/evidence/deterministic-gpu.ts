import type { RunRecord } from '../../records/record.ts';

/** Frameworks that train with PyTorch, as `findSeedLines` names them. */
const PYTORCH = /\b(?:PyTorch|Lightning|Transformers)\b/;

/**
 * Advice for equal results on a GPU, as the end of a sentence. Empty if no run saw a GPU, or another framework trains.
 *
 * @param seedLines null: the framework is not known
 */
export function deterministicGpu(runs: readonly RunRecord[], seedLines: string | null): string {
  const gpu = runs.find(({ cost }) => cost.gpu !== undefined)?.cost.gpu;
  if (gpu === undefined || (seedLines !== null && !PYTORCH.test(seedLines))) return '';
  const variable = gpu.startsWith('AMD ') ? '' : 'CUBLAS_WORKSPACE_CONFIG=:4096:8 and ';
  return `. On a GPU, PyTorch needs ${variable}torch.use_deterministic_algorithms(True)`;
}
