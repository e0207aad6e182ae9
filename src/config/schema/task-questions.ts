/** What a verdict over several tasks is about: the mean over these, or over tasks like these. */
export const TASK_QUESTIONS = ['these-tasks', 'new-tasks'] as const;
export type TaskQuestion = (typeof TASK_QUESTIONS)[number];

/** Whose mean over the tasks is compared: the metric itself, ranks within each task, or scores between stated bounds. */
export const TASK_SCALES = ['metric', 'ranks', 'normalised'] as const;
export type TaskScale = (typeof TASK_SCALES)[number];
