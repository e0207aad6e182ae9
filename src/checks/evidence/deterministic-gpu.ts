import type { RunRecord } from '../../records/record.ts';

/** Advice for equal results on a GPU, as the end of a sentence; empty if no run saw a GPU. */
export function deterministicGpu(runs: readonly RunRecord[]): string {
  const gpu = runs.find(({ cost }) => cost.gpu !== undefined)?.cost.gpu;
  if (gpu === undefined) return '';
  const variable = gpu.startsWith('AMD ') ? '' : 'CUBLAS_WORKSPACE_CONFIG=:4096:8 and ';
  return `. On a GPU, PyTorch needs ${variable}torch.use_deterministic_algorithms(True)`;
}
