/** What logs call their horizontal axis, in capitals or not. */
const STEPS: ReadonlySet<string> = new Set(['step', 'global_step', 'iteration']);

export function isEpochName(name: string): boolean {
  return name.toLowerCase() === 'epoch';
}

export function isStepName(name: string): boolean {
  return STEPS.has(name.toLowerCase().replaceAll(' ', '_'));
}
