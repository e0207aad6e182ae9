/** Entry of dist/worker.js: trains one run of a TensorFlow.js model module in a process of its own. */
import { writeSync } from 'node:fs';
import { loadTfjsNode } from './backends/node.ts';
import { UNUSABLE_MODULE_EXIT } from './job.ts';
import { readJob } from './worker/job-file.ts';
import { runJob } from './worker/main.ts';
import { UnusableModule } from './worker/unusable-module.ts';
import { describeError } from './worker/user-code.ts';

process.on('uncaughtException', fail);
if (process.argv[2] === '--probe') {
  const { tf: _, ...answer } = { version: null, ...loadTfjsNode(process.argv[3] ?? '.') };
  writeSync(1, `\n${JSON.stringify(answer)}\n`);
  process.exit(0);
}
try {
  await runJob(await readJob(process.argv[2]));
  // A module may leave timers or sockets behind; the run is over all the same.
  process.exit(0);
} catch (error) {
  fail(error);
}

/** Writes synchronously: the process ends right after, and a pipe would lose what is still queued. */
function fail(error: unknown): never {
  const unusable = error instanceof UnusableModule;
  writeSync(2, `${unusable ? error.message : describeError(error)}\n`);
  process.exit(unusable ? UNUSABLE_MODULE_EXIT : 1);
}
