/** Entry of dist/worker.js: trains one run of a TensorFlow.js model module in a process of its own. */
import { writeSync } from 'node:fs';
import { loadTfjsNode } from '../backends/node.ts';
import { readJob, UNUSABLE_MODULE_EXIT } from './job.ts';
import { runJob } from './run-job.ts';
import { transpile } from './transpile.ts';
import { UnusableModule } from './unusable-module.ts';
import { describeError } from './user-code.ts';

// Between the module and an error lie more frames of TensorFlow.js than the ten that V8 keeps.
Error.stackTraceLimit = 100;

let isOver = false;

process.on('uncaughtException', fail);
process.once('exit', () => {
  if (isOver) return;
  // Node would leave without a word, even with 0 where the module calls process.exit().
  writeSync(2, 'the module ended the process, or awaits a promise that never settles\n');
  process.exitCode = 1;
});
if (process.argv[2] === '--probe') {
  const { tf: _, ...answer } = { version: null, failure: '', ...loadTfjsNode(process.argv[3] ?? '') };
  writeSync(1, `\n${JSON.stringify(answer)}\n`);
  end(0);
}
if (process.argv[2] === '--transpile') {
  writeSync(1, `\n${JSON.stringify(transpile(process.argv[3] ?? ''))}\n`);
  end(0);
}
// Not awaited here: Node 24 warns of an unsettled await at the top level in words that name our file.
// A module may leave timers or sockets behind; the run is over all the same.
readJob(process.argv[2])
  .then(runJob)
  .then(() => end(0), fail);

/** Writes synchronously: the process ends right after, and a pipe would lose what is still queued. */
function fail(error: unknown): never {
  const unusable = error instanceof UnusableModule;
  writeSync(2, `${unusable ? error.message : describeError(error)}\n`);
  end(unusable ? UNUSABLE_MODULE_EXIT : 1);
}

function end(exitCode: number): never {
  isOver = true;
  process.exit(exitCode);
}
