/** Names of a log's axis, in any case. */
const STEPS: ReadonlySet<string> = new Set([
  'step',
  'global_step',
  'iteration',
  'iter',
  'training_iteration',
  'total_timesteps',
]);

export function isEpochName(name: string): boolean {
  return name.toLowerCase() === 'epoch';
}

export function isStepName(name: string): boolean {
  // `time/total_timesteps`, `trainer/global_step`
  const own = name.slice(name.lastIndexOf('/') + 1);
  return STEPS.has(own.toLowerCase().replaceAll(' ', '_'));
}
