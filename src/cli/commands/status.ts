import { relative } from 'node:path';
import { Command } from 'commander';
import type { FolderStatus } from '../../experiment/status.ts';
import { wrapLines } from '../../words/wrap-lines.ts';
import { outputFolderOf } from '../config-option.ts';
import { pageIn } from '../print-report.ts';

export function statusCommand(): Command {
  return new Command('status')
    .summary('Says whether a run trains, and how it ended.')
    .description(
      'Says whether a run trains in an output folder, or how it ended. Exit code: that of the verdict; 4 while a run trains; 3 if the last run stopped without a verdict, or none ran.',
    )
    .argument('[folder]', 'output folder of run (default: .conclusive next to conclusive.yml)')
    .option('--json', 'print JSON (conclusive.status/1)')
    .action(async (folder: string | undefined, { json }: { readonly json?: boolean }) => {
      const { findStatus } = await import('../deferred.ts');
      const status = await findStatus(outputFolderOf(undefined, folder));
      process.stdout.write(
        json === true ? `${JSON.stringify(status, null, 2)}\n` : renderStatus(status, process.stdout.columns),
      );
      process.exitCode = status.exitCode;
    });
}

export function renderStatus(status: FolderStatus, columns?: number, now = new Date()): string {
  const { log, result } = status;
  const folder = relative(process.cwd(), status.output) || '.';
  const lines = [
    ...linesOf(status, folder, now),
    ...(result === null ? [] : [pageIn(folder)]),
    ...(log === null ? [] : [`Log of the last background run: ${relative(process.cwd(), log)}`]),
  ];
  return `${lines.map((line) => wrapLines(line, columns)).join('\n')}\n`;
}

function linesOf(status: FolderStatus, folder: string, now: Date): readonly string[] {
  const { state, processes, result, background } = status;
  const isOfBackground = processes.every(({ process }) => process === background?.process);
  const said = background?.lastLine ?? null;
  const last = said === null || !isOfBackground ? [] : [`Last line of its log: ${said}`];
  const before = result === null ? [] : [`Previous verdict (${minute(result.at)}): ${result.headline}`];
  switch (state) {
    case 'running':
      return [...processes.map((one) => `Running: ${describe(one, now)}`), ...before];
    case 'stopped':
      return [
        ...processes.map((one) => `Stopped without a verdict: ${describe(one)}`),
        ...last,
        'The same "conclusive run" continues from the finished runs.',
        ...before,
      ];
    case 'ended':
      if (result === null || (background !== null && background.since > result.at))
        return ['Ended without a verdict of two models (run --aa).', ...last, ...before];
      return [`Ended ${minute(result.at)}: ${result.headline}`];
    case 'none':
      return [`Nothing trains in ${folder}, and there is no verdict.`];
  }
}

type Trained = FolderStatus['processes'][number];

/** @param now of a process that trains */
function describe({ process, host, since, shard, done }: Trained, now?: Date): string {
  const minutes =
    now === undefined ? 0 : Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 60_000));
  const begun = now === undefined ? `started ${minute(since)}` : `since ${minute(since)} (${minutes} min)`;
  const who = `process ${process} on ${host}, ${begun}`;
  const part = shard === null ? '' : `, shard ${shard.index}/${shard.of}`;
  if (done === null) return `${who}${part}`;
  const look = done.look === null ? 'runs of checks' : `look ${done.look} of ${done.looks}`;
  return `${who}${part}; runs: ${done.trained} of at most ${done.most}, ${look}`;
}

/** In UTC, as in the records. */
function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
