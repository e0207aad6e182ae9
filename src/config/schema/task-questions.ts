/** What a verdict over several tasks is about: the mean over these, or over tasks like these. */
export const TASK_QUESTIONS = ['these-tasks', 'new-tasks'] as const;
export type TaskQuestion = (typeof TASK_QUESTIONS)[number];

/** Whose mean over the tasks is compared: the metric itself, or scores between stated bounds. */
export const TASK_SCALES = ['metric', 'normalised'] as const;
export type TaskScale = (typeof TASK_SCALES)[number];

/** Scores of the primary metric in a task that stand for 0 and 1. */
export interface Bounds {
  readonly random: number;
  readonly human: number;
}

/** Bounds the wrong way round would turn the verdict round. @returns what is wrong */
export function whyReversed(
  { random, human }: Bounds,
  { name, direction }: { readonly name: string; readonly direction: string },
): string | null {
  if (random === human) return 'which are equal';
  const isHigher = human > random;
  if (isHigher === (direction === 'maximize')) return null;
  return `but ${isHigher ? 'lower' : 'higher'} ${name} is better; the human score must be the better one`;
}
