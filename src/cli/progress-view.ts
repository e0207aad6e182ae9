import { SingleBar } from 'cli-progress';
import type { Progress } from '../experiment.ts';
import { duration } from '../report/format/duration.ts';
import { progressLine } from '../report/progress-line.ts';

export interface ProgressView {
  show(progress: Progress): void;
  end(): void;
}

/** A live bar on a terminal; elsewhere a line a run, grouped where a log can fold. Goes to standard error: standard output is the report's. */
export function createProgressView(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): ProgressView {
  return stream.isTTY ? createBar(stream) : createLines(stream, environment.GITHUB_ACTIONS === 'true');
}

function createBar(stream: NodeJS.WriteStream): ProgressView {
  const bar = new SingleBar({
    stream,
    format: '{bar} {value}/{total} runs · {left} · {running}',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    gracefulExit: false,
  });
  const running = new Set<string>();
  let left = 'estimating';
  let started = false;
  const print = (line: string) => {
    if (!started) return void stream.write(`${line}\n`);
    // Above the bar: clear its line, write, and let the bar draw itself again.
    stream.write(`\r\u001b[K${line}\n`);
    bar.updateETA();
  };
  return {
    show(progress) {
      const line = progressLine(progress);
      switch (progress.kind) {
        case 'looked-up':
          if (line !== null) print(line);
          if (progress.missing > 0 && !started) {
            bar.start(progress.missing, 0, { left, running: '' });
            started = true;
          }
          return;
        case 'started':
          running.add(`${progress.model} ${progress.seed}`);
          break;
        case 'finished':
          running.delete(`${progress.model} ${progress.seed}`);
          left = `${duration(progress.secondsLeft)} left`;
          if (progress.status !== 'ok' && line !== null) print(line);
          bar.setTotal(progress.of);
          bar.update(progress.done, { left, running: [...running].join(', ') });
          return;
        default:
          if (line !== null) print(line);
          return;
      }
      bar.update({ left, running: [...running].join(', ') });
    },
    end() {
      if (started) bar.stop();
    },
  };
}

function createLines(stream: NodeJS.WritableStream, foldable: boolean): ProgressView {
  let open = false;
  return {
    show(progress) {
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
