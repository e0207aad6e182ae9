/** What happens while an experiment trains, one line of plain text each. */
import { failureReason } from '../records/failure-reason.ts';
import type { Progress } from '../train/progress.ts';
import { cleanLine } from './format/clean.ts';
import { duration } from './format/duration.ts';

const MAX_LINE_CHARS = 300;

/** @returns null for what a log need not show. */
export function progressLine(progress: Progress): string | null {
  switch (progress.kind) {
    case 'planned': {
      const { trainer, models, looks, folded, parallel } = progress;
      const unit = folded ? 'folds' : 'seeds';
      const seeds = `${looks.length === 1 ? looks[0] : `looks at ${looks.join(', ')}`} ${unit} each`;
      return cleanLine(
        `${models.join(', ')}: ${seeds}, ${parallel} run${parallel === 1 ? '' : 's'} at a time; ${trainer}`,
        MAX_LINE_CHARS,
      );
    }
    case 'look': {
      const { look, of, pairs, undecided, next } = progress;
      return cleanLine(
        `look ${look} of ${of}, ${pairs} pairs: ${undecided.join(', ')} undecided, on to ${next} pairs`,
        MAX_LINE_CHARS,
      );
    }
    case 'looked-up': {
      if (progress.reused === 0) return null;
      const { reused, missing } = progress;
      return `${reused} of ${reused + missing} runs are on record and reused; ${missing === 0 ? 'nothing is left to train' : `${missing} to train`}`;
    }
    case 'finished': {
      const { model, seed, fold, status, failure, wallSeconds, done, of, secondsLeft } = progress;
      const count = `[${String(done).padStart(String(of).length)}/${of}]`;
      const how = `${status === 'ok' ? '' : `${status.toUpperCase()} after `}${duration(wallSeconds)}`;
      const which = fold === undefined ? `seed ${seed}` : `fold ${fold.fold} of repeat ${fold.repeat}`;
      const left = done === of ? '' : `, about ${duration(secondsLeft)} left`;
      const why = failure === null ? '' : `: ${failureReason(failure)}`;
      return cleanLine(`${count} ${model}, ${which}: ${how}${left}${why}`, MAX_LINE_CHARS);
    }
    case 'extra-runs':
      return `the verdict is decided; ${progress.runs} runs more for checks`;
    case 'warning':
      return cleanLine(`warning: ${progress.message}`, MAX_LINE_CHARS);
    case 'started':
      return null;
  }
}
