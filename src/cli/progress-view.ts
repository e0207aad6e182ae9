import { type Options, type Params, SingleBar } from 'cli-progress';
import type { Progress } from '../experiment.ts';
import { cleanLine } from '../report/format/clean.ts';
import { progressLine, setupLine } from '../report/progress-line.ts';
import { cutToColumns } from '../report/terminal/text.ts';
import type { SetupStep } from '../train/setup/watch-step.ts';
import { durationSpan } from '../words/duration.ts';
import { wrapLines } from '../words/wrap-lines.ts';

export interface ProgressView {
  show(progress: Progress): void;
  end(): void;
}

const BAR_COLUMNS = 20;
const MAX_NAME_CHARS = 40;

/**
 * Shows a live bar on a terminal, else one line per run.
 *
 * @param quiet show only warnings
 */
export function createProgressView(
  stream: NodeJS.WriteStream,
  environment: NodeJS.ProcessEnv,
  quiet = false,
): ProgressView {
  if (quiet) return createWarnings(stream);
  // A dumb terminal, such as an editor's, cannot return to the start of a line.
  const canGoBack = stream.isTTY && environment.TERM !== 'dumb';
  return canGoBack ? createBar(stream) : createLines(stream, environment.GITHUB_ACTIONS === 'true');
}

function createBar(stream: NodeJS.WriteStream): ProgressView {
  const queued = new Set<string>();
  const nameByRun = new Map<string, string>();
  let done = 0;
  let of = 0;
  let left = '';
  let setup: SetupStep | null = null;
  let isDrawn = false;
  const format = (options: Options, { progress }: Params) => {
    const room = (stream.columns || 80) - 1;
    if (setup !== null) return cutToColumns(setupLine(setup), Math.max(1, room));
    const full = Math.round(progress * BAR_COLUMNS);
    const bar = `${options.barCompleteString?.slice(0, full)}${options.barIncompleteString?.slice(0, BAR_COLUMNS - full)}`;
    const waiting = queued.size === 0 ? '' : `${queued.size} queued`;
    const text = [`${done}/${of} runs`, left, waiting, [...nameByRun.values()].join(', ')]
      .filter((part) => part !== '')
      .join(' · ');
    // A narrow terminal has space for the numbers only.
    if (room < 2 * BAR_COLUMNS) return cutToColumns(text, Math.max(1, room));
    return `${bar} ${cutToColumns(text, room - BAR_COLUMNS - 1)}`;
  };
  const bar = new SingleBar({
    stream,
    format,
    barsize: BAR_COLUMNS,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    // A signal could end the program while the cursor is hidden.
    hideCursor: false,
    clearOnComplete: true,
    // Without wrapping, the terminal would also cut the lines above the bar.
    linewrap: true,
    gracefulExit: false,
  });
  const draw = () => {
    if (of === 0 && setup === null) return stop();
    if (isDrawn) bar.setTotal(of);
    else bar.start(of, done);
    isDrawn = true;
    bar.update(done);
  };
  const print = (line: string | null) => {
    if (line === null) return;
    const wasDrawn = isDrawn;
    // The bar is removed, and drawn again below the line.
    if (wasDrawn) stop();
    stream.write(`${wrapLines(line, Math.max(BAR_COLUMNS, (stream.columns || 80) - 1))}\n`);
    if (wasDrawn) draw();
  };
  const stop = () => {
    if (isDrawn) bar.stop();
    isDrawn = false;
  };
  return {
    show(progress) {
      switch (progress.kind) {
        case 'planned':
          print(progressLine(progress));
          of = progress.left.runs.most;
          left = 'estimating the time';
          if (progress.left.seconds !== null) left = `${durationSpan(progress.left.seconds)} left`;
          break;
        case 'queued':
          nameByRun.delete(progress.run);
          queued.add(progress.run);
          break;
        case 'started':
          queued.delete(progress.run);
          nameByRun.set(progress.run, nameOf(progress));
          break;
        case 'stopped':
          queued.delete(progress.run);
          nameByRun.delete(progress.run);
          break;
        case 'setup':
          setup = progress.isOver ? null : progress;
          break;
        case 'finished':
          nameByRun.delete(progress.run);
          ({ done, of } = progress);
          left = done === of ? '' : `${durationSpan(progress.secondsLeft)} left`;
          if (progress.status !== 'ok') print(progressLine(progress));
          break;
        case 'look':
        case 'extra-runs':
          print(progressLine(progress));
          of = done + progress.left.runs.most;
          if (progress.left.seconds !== null) left = `${durationSpan(progress.left.seconds)} left`;
          break;
        default:
          print(progressLine(progress));
      }
      draw();
    },
    end: stop,
  };
}

type Run = Pick<Extract<Progress, { kind: 'started' }>, 'model' | 'task' | 'seed'>;

function nameOf({ model, task, seed }: Run): string {
  const on = task === undefined ? '' : `${cleanLine(task, MAX_NAME_CHARS)} `;
  return `${on}${cleanLine(model, MAX_NAME_CHARS)} ${seed}`;
}

function createLines(stream: NodeJS.WritableStream, foldable: boolean): ProgressView {
  let open = false;
  let hasQueue = false;
  return {
    show(progress) {
      if (progress.kind === 'queued' && !hasQueue) {
        hasQueue = true;
        stream.write('runs wait in the queue; each has a line when it has ended\n');
      }
      const line = progressLine(progress);
      if (line === null) return;
      stream.write(`${line}\n`);
      if (progress.kind !== 'planned' || !foldable) return;
      stream.write('::group::Runs\n');
      open = true;
    },
    end() {
      if (open) stream.write('::endgroup::\n');
      open = false;
    },
  };
}

function createWarnings(stream: NodeJS.WritableStream): ProgressView {
  return {
    show(progress) {
      if (progress.kind === 'warning') stream.write(`${progressLine(progress)}\n`);
    },
    end() {},
  };
}
