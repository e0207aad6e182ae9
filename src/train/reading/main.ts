/**
 * Entry of dist/reader.js, a process that reads run directories. No time limit depends on it, so it may hang or be
 * killed.
 */
import { readRun } from '../../records/read-run.ts';
import { ignoreOtherSignals, STOP_SIGNALS } from '../../signals.ts';
import { packError, type ReadAnswer, type ReadRequest } from './messages.ts';

async function read({ directory, options }: ReadRequest): Promise<ReadAnswer> {
  const warnings: string[] = [];
  try {
    const run = await readRun(directory, { ...options, warn: (message) => warnings.push(message) });
    return { warnings, result: { run } };
  } catch (error) {
    return { warnings, result: packError(error) };
  }
}

// A run that opens the inspector here could write other runs' results.
ignoreOtherSignals();
// Its parent ends it by SIGKILL or by exiting.
for (const name of STOP_SIGNALS) process.on(name, () => {});
process.on('message', async (request: ReadRequest) => process.send?.(await read(request)));
process.once('disconnect', () => process.exit());
