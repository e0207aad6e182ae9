/** Entry of dist/reader.js, a thread that reads what runs have left. Its loop may stand still: nobody's time limit hangs on it. */
import { parentPort } from 'node:worker_threads';
import { readRunDirectory } from '../../records/readers/read-run-directory.ts';
import { packError, packRun, type ReadAnswer, type ReadRequest } from './messages.ts';

async function read({ directory, options }: ReadRequest): Promise<ReadAnswer> {
  const warnings: string[] = [];
  try {
    const run = await readRunDirectory(directory, { ...options, warn: (message) => warnings.push(message) });
    return { warnings, result: packRun(run) };
  } catch (error) {
    return { warnings, result: packError(error) };
  }
}

parentPort?.on('message', async (request: ReadRequest) => parentPort?.postMessage(await read(request)));
