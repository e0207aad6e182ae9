import { keepWorkDone, type WorkDone } from '../records/store/work-done.ts';
import type { Progress } from '../train/progress.ts';

/** @returns a listener that keeps the counts for `conclusive status` */
export function watchWorkDone(folder: string): (progress: Progress) => void {
  let done: WorkDone = { trained: 0, most: 0, look: 1, looks: 1 };
  const keep = (news: Partial<WorkDone>) => {
    done = { ...done, ...news };
    keepWorkDone(folder, done);
  };
  return (progress) => {
    switch (progress.kind) {
      case 'planned':
        return keep({ most: done.trained + progress.left.runs.most, looks: progress.looks.length });
      case 'look':
        return keep({ look: progress.look + 1, most: done.trained + progress.left.runs.most });
      case 'finished':
        return keep({ trained: progress.done, most: progress.of });
      case 'extra-runs':
        return keep({ look: null, most: done.trained + progress.left.runs.most });
    }
  };
}
