/** Entry of dist/reader.js, a process that reads what runs have left. It may hang or be killed: nobody's time limit depends on it. */
import { readRunDirectory } from '../../records/readers/read-run-directory.ts';
import { ignoreOtherSignals, STOP_SIGNALS } from '../../signals.ts';
import { packError, type ReadAnswer, type ReadRequest } from './messages.ts';

async function read({ directory, options }: ReadRequest): Promise<ReadAnswer> {
  const warnings: string[] = [];
  try {
    const run = await readRunDirectory(directory, { ...options, warn: (message) => warnings.push(message) });
    return { warnings, result: { run } };
  } catch (error) {
    return { warnings, result: packError(error) };
  }
}

// A run that could open the inspector here would write the results of others.
ignoreOtherSignals();
// Whoever started it ends it by SIGKILL, or by its own end.
for (const name of STOP_SIGNALS) process.on(name, () => {});
process.on('message', async (request: ReadRequest) => process.send?.(await read(request)));
process.once('disconnect', () => process.exit());
