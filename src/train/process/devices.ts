/** What a run may use of a machine that several runs share: its cores and its GPUs, dealt out evenly. */

/** Threads of one run, so that all runs at a time have a thread a core. */
export function threadsOfRun(cores: number, parallel: number): number {
  return Math.max(1, Math.floor(cores / parallel));
}

/**
 * The one GPU that a run sees, by the variables that CUDA, ROCm and oneAPI read. Places take the GPUs in turn.
 *
 * @param place of the run among those at a time, from 0
 * @param gpus null: runs see what the machine's owner lets them see
 * @param visible `CUDA_VISIBLE_DEVICES` of the machine's owner: the GPUs are then the first ones of that list
 */
export function gpuOfRun(
  place: number,
  gpus: number | null,
  visible: string | undefined,
): Readonly<Record<string, string>> {
  if (gpus === null) return {};
  const listed = (visible ?? '').split(',').flatMap((name) => name.trim() || []);
  const index = place % gpus;
  const gpu = listed.length === 0 ? String(index) : (listed[index % listed.length] as string);
  return { CUDA_VISIBLE_DEVICES: gpu, HIP_VISIBLE_DEVICES: gpu, ZE_AFFINITY_MASK: gpu };
}
