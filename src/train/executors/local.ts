/** A process of this machine; a node of a queue uses it too. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { describeHardware } from '../process/hardware.ts';
import { PrintedText } from '../process/printed.ts';
import { runProcess } from '../process/run-process.ts';
import type { Ended, Executor, Task, TaskWatch } from './executor.ts';

/** Per stream; the end is kept. */
export const MAX_PRINTED_BYTES = 8 * 1024 * 1024;

interface LocalExecutor extends Executor {
  perform(task: Task, watch: TaskWatch): Promise<Ended>;
}

export function localExecutor(): LocalExecutor {
  return {
    async perform({ server: _, ...task }, { signal, onState }) {
      const output = new PrintedText(MAX_PRINTED_BYTES);
      const errorOutput = new PrintedText(MAX_PRINTED_BYTES);
      onState?.('running');
      const outcome = await withTemporaryFolder((variables) =>
        runProcess({
          ...task,
          environment: { ...task.environment, ...variables },
          signal,
          onOutput: (chunk) => output.add(chunk),
          onErrorOutput: (chunk) => errorOutput.add(chunk),
        }),
      );
      return {
        outcome,
        printed: `${errorOutput.text()}\n${output.text()}`,
        machine: await describeHardware(task.environment),
      };
    },
    close: async () => {},
  };
}

/** Gives a run its own temporary folder and removes it. It lies in the system's, because the path of a socket has at most 107 bytes. */
export async function withTemporaryFolder<Result>(
  use: (variables: Readonly<Record<string, string>>) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-'));
  try {
    return await use({ TMPDIR: folder, TMP: folder, TEMP: folder });
  } finally {
    // The system removes what is left.
    await removeFolder(folder, () => {});
  }
}
