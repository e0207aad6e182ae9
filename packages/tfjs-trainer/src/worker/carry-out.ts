/** Trains one run of a model module, or several with `--serve`. */
import { writeSync } from 'node:fs';
import { loadTfjsNode } from '../backends/node.ts';
import { UnlikeStep } from '../kernels/replay/unlike-step.ts';
import { IN_FULL_EXIT, readJob, UNUSABLE_MODULE_EXIT } from './job.ts';
import { startMeasuring } from './measure.ts';
import { runJob } from './run-job.ts';
import type { ServedRuns } from './serve.ts';
import { transpile } from './transpile.ts';
import { UnusableModule } from './unusable-module.ts';
import { describeError } from './user-code.ts';

// V8 keeps ten frames, and TensorFlow.js adds more above the module's.
Error.stackTraceLimit = 100;

let isOver = false;
let served: ServedRuns | undefined;

process.on('uncaughtException', fail);
process.once('exit', () => {
  if (isOver || served?.isIdle() === true) return;
  // Node would exit silently.
  writeSync(2, 'the module ended the process, or awaits a promise that never settles\n');
  process.exitCode = 1;
  served?.answer(1);
});
if (process.argv[2] === '--probe') {
  const { tf: _, ...answer } = {
    version: null,
    failure: '',
    usesGpu: false,
    ...loadTfjsNode(process.argv[3] ?? ''),
  };
  writeSync(1, `\n${JSON.stringify(answer)}\n`);
  end(0);
}
if (process.argv[2] === '--transpile') {
  writeSync(1, `\n${JSON.stringify(transpile(process.argv[3] ?? ''))}\n`);
  end(0);
}
// Node 24 warns of an unsettled top-level await.
if (process.argv[2] === '--serve') {
  import('./serve.ts').then(({ serveRuns }) => {
    served = serveRuns(
      async (path) => runJob(await readJob(path), startMeasuring()),
      fail,
      () => end(0),
    );
  }, fail);
} else {
  // Timers and sockets of the module must not prolong the run.
  readJob(process.argv[2])
    .then((job) => runJob(job))
    .then(() => end(0), fail);
}

/** Writes synchronously, since the process ends right after. */
function fail(error: unknown): never {
  if (served?.isTrained() === true) end(0);
  const exitCode =
    error instanceof UnusableModule ? UNUSABLE_MODULE_EXIT : error instanceof UnlikeStep ? IN_FULL_EXIT : 1;
  writeSync(2, `${exitCode === 1 ? describeError(error) : (error as Error).message}\n`);
  end(exitCode);
}

function end(exitCode: number): never {
  isOver = true;
  served?.answer(exitCode);
  process.exit(exitCode);
}
