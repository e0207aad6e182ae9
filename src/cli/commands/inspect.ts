import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { markdownTable } from 'markdown-table';
import { UserError } from '../../config/user-error.ts';
import { namesIn, readWhole, whyUnusable } from '../../files/open-file.ts';
import type { Inspected, InspectedValue } from '../../records/inspect-directory.ts';

const MAX_PRINTED_BYTES = 64 * 1024 * 1024;

interface InspectOptions {
  readonly config?: string;
  readonly metric?: readonly string[];
  readonly printed?: string;
  readonly json?: boolean;
}

const MAX_KEYS = 8;

export function inspectCommand(): Command {
  return new Command('inspect')
    .description('Shows the numbers that are read from a run directory or a run record, and their sources.')
    .argument('<directory>', 'folder that a run has written to, or a record: .conclusive/runs/….json')
    .option('--config <file>', 'read the metrics of this config, including their `from`')
    .option('--metric <names...>', 'names of metrics to look for')
    .option('--printed <file>', "file with the program's printed output, for `from: { stdout }`")
    .option('--json', 'print it as JSON')
    .action(async (directory: string, options: InspectOptions) => {
      const found = await inspect(directory, options);
      process.stdout.write(
        options.json === true ? `${JSON.stringify(found, null, 2)}\n` : describeInspected(found),
      );
    });
}

async function inspect(
  directory: string,
  { config, metric = [], printed }: InspectOptions,
): Promise<Inspected> {
  const found = await lstat(directory).catch(() => null);
  if (found === null)
    throw new UserError(`${directory} does not exist; name the folder of a run, or a record`);
  const { CONFIG_SCHEMA, RECORD_FILE, inspectDirectory, inspectRecord, loadConfig, readRecordFile } =
    await import('../deferred.ts');
  const metrics = [
    ...(config === undefined ? [] : (await loadConfig(config, CONFIG_SCHEMA)).metrics),
    ...metric.map((name) => ({ name })),
  ];
  const record = found.isDirectory() ? recordIn(directory, RECORD_FILE) : null;
  if (record !== null)
    throw new UserError(`${directory} has the records of many runs; name one of them, such as ${record}`);
  if (!found.isDirectory()) return inspectRecord(directory, readRecordFile(directory), metrics);
  return inspectDirectory(directory, metrics, printed === undefined ? '' : textOf(printed));
}

/** @returns a record of an output folder or of its `runs`; null for the folder of one run */
function recordIn(directory: string, pattern: RegExp): string | null {
  for (const folder of [directory, join(directory, 'runs')]) {
    const name = existsSync(folder) ? namesIn(folder).find((one) => pattern.test(one)) : undefined;
    if (name !== undefined) return join(folder, name);
  }
  return null;
}

function textOf(path: string): string {
  try {
    return readWhole(path, MAX_PRINTED_BYTES, 'followed').toString('utf8');
  } catch (error) {
    throw new UserError(`--printed: ${path} ${whyUnusable(error)}; name a text file`, { cause: error });
  }
}

export function describeInspected(found: Inspected): string {
  const { problem, status, failure, values, curves, files, notRead, warnings, hint } = found;
  const rows = values.map((value) => [value.metric, value.split, String(value.value), describeOrigin(value)]);
  const parts = [
    ...(problem === null ? [] : [problem]),
    ...(status === 'ok' ? [] : [`The run ${status}: ${failure ?? ''}`]),
    ...(rows.length === 0 ? [] : [markdownTable([['Metric', 'Split', 'Value', 'From'], ...rows])]),
    list(
      'Curves',
      curves.map(({ metric, split, epochs }) => `${split} ${metric}: ${epochs} epochs`),
    ),
    list(
      'Read',
      files.flatMap(({ file, format }) => (format === null ? [] : [`${file}, as ${format}`])),
    ),
    list(
      'Not read',
      notRead.map(
        ({ file, keys }) =>
          `${file}: ${keys.slice(0, MAX_KEYS).join(', ')}${keys.length > MAX_KEYS ? ', …' : ''}`,
      ),
    ),
    list('Warnings', warnings),
    ...(hint === null || hint === '' ? [] : [`Missing: ${hint}`]),
  ];
  return `${parts
    .filter((part) => part !== '')
    .map(plain)
    .join('\n\n')}\n`;
}

function describeOrigin({ file, key, at, of, selected }: InspectedValue): string {
  if (file === undefined) return '';
  const how = {
    stated: 'final value',
    last: `last of ${of ?? 1}`,
    best: `best of ${of ?? 1}`,
    'best-validation': `at the best epoch of ${of ?? 1} on validation`,
    computed: 'computed from predictions',
  };
  const name = at === 'computed' ? '' : ` ${key ?? ''}`;
  return `${file}${name}, ${how[at ?? 'stated']}${selected === undefined ? '' : ', selected by the program'}`;
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `- ${line}`)].join('\n');
}

/** Replaces characters that would control the terminal; a stranger may have written the files. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the expression replaces them
  return text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '\ufffd');
}
