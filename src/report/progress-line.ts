import { failureReason } from '../records/failure-reason.ts';
import { nameRun } from '../records/run-name.ts';
import type { Progress, Span, WorkLeft } from '../train/progress.ts';
import type { SetupStep } from '../train/setup/watch-step.ts';
import { duration, durationSpan } from '../words/duration.ts';
import { NBSP } from '../words/number.ts';
import { plural, wordFor } from '../words/plural.ts';
import { type UnitWords, wordsOf } from '../words/unit-words.ts';
import { cleanLine } from './format/clean.ts';

const MAX_LINE_CHARS = 300;

/** Null for progress that a log does not show. */
export function progressLine(progress: Progress): string | null {
  const words = wordsOf(progress);
  switch (progress.kind) {
    case 'planned': {
      const { trainer, models, looks, folded, tasks, parallel, left } = progress;
      const least = looks[0] ?? 0;
      const most = looks.at(-1) ?? least;
      const unit = wordFor(most, folded ? 'fold' : words.seed);
      const on = tasks === undefined ? '' : ` on ${tasks} tasks`;
      const each = `${wholeSpan({ least, most })} ${unit} each${on}`;
      return cleanLine(
        `${models.join(', ')}: ${runsLeft(left)} (${each}), ${parallel} at a time; ${trainer}`,
        MAX_LINE_CHARS,
      );
    }
    case 'look': {
      const { look, of, pairs, undecided, next, left } = progress;
      return cleanLine(
        `look ${look} of ${of}, at ${pairs} ${pairsIn(words)}: ${words.training} continues with ${undecided.join(', ')} to ${next} ${pairsIn(words)}; ${runsLeft(left)} left`,
        MAX_LINE_CHARS,
      );
    }
    case 'looked-up': {
      if (progress.reused === 0) return null;
      const { reused, missing } = progress;
      return `${reused} of ${reused + missing} runs are on record and reused; ${missing === 0 ? `nothing is left to ${words.train}` : `${missing} to ${words.train}`}`;
    }
    case 'finished': {
      const { model, fold, status, failure, wallSeconds, done, of, secondsLeft } = progress;
      const count = `[${String(done).padStart(String(of).length)}/${of}]`;
      const how = `${status === 'ok' ? '' : `${status.toUpperCase()} after `}${duration(wallSeconds)}`;
      const who =
        fold === undefined ? nameRun(progress) : `${model}, fold ${fold.fold} of repeat ${fold.repeat}`;
      const left = done === of ? '' : `, ${aboutSpan(secondsLeft)} left`;
      const why = failure === null ? '' : `: ${failureReason(failure)}`;
      return cleanLine(`${count} ${who}: ${how}${left}${why}`, MAX_LINE_CHARS);
    }
    case 'extra-runs':
      return `the comparison is decided; checks ${words.train} ${plural(progress.runs, 'more run')}`;
    case 'setup':
      return progress.isLogged ? setupLine(progress) : null;
    case 'warning':
      return cleanLine(`warning: ${progress.message}`, MAX_LINE_CHARS);
    case 'queued':
    case 'started':
    case 'stopped':
      return null;
  }
}

function pairsIn({ pair }: UnitWords): string {
  return pair === 'repeat' ? 'repeats' : 'pairs';
}

/** A command of `trainer.setup`: what it is, since when, and the last line that it printed. */
export function setupLine({ program, seconds, line }: SetupStep): string {
  const since = seconds < 10 ? `${seconds}${NBSP}s` : duration(seconds);
  return cleanLine(
    `installing the environment (${program}) … ${since}${line === '' ? '' : `: ${line}`}`,
    MAX_LINE_CHARS,
  );
}

function runsLeft({ runs, seconds }: WorkLeft): string {
  if (runs.most === 0) return 'no run';
  const time = seconds === null ? '' : `, ${aboutSpan(seconds)}`;
  return `${wholeSpan(runs)} ${wordFor(runs.most, 'run')}${time}`;
}

function aboutSpan(seconds: Span): string {
  const span = durationSpan(seconds);
  return span.startsWith('up to') ? span : `about ${span}`;
}

function wholeSpan({ least, most }: Span): string {
  return least === most ? String(most) : `${least} to ${most}`;
}
