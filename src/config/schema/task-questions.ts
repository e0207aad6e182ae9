/** What a verdict over several tasks is about: the mean over these, or over tasks like these. */
export const TASK_QUESTIONS = ['these-tasks', 'new-tasks'] as const;
export type TaskQuestion = (typeof TASK_QUESTIONS)[number];
