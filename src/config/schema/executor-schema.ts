/** `executor`: where the runs are trained, and how far ahead. */
import { z } from 'zod';
import { type Context, reporter } from './issues.ts';

const MAX_AHEAD = 100;
export const DEFAULT_JOBS = 50;
/** Ray's own limit for a waiting job. */
export const RAY_QUEUE_MINUTES = 15;

const KINDS = ['local', 'slurm', 'ray', 'command'] as const;

const commandSchema = z.string().min(1).max(10_000).optional();

/** Ray itself has another address than its Jobs API. */
export function isDashboardAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

export const executorSchema = z
  .strictObject({
    kind: z
      .enum(KINDS)
      .default('local')
      .describe(
        '`local`: processes on this machine. `slurm`, `ray`: one job per run. `command`: one job per run of any other queue, by its commands. Queues need a file system shared with this machine.',
      ),
    when: z
      .enum(['always', 'available'])
      .optional()
      .describe(
        '`available`: without the queue, train on this machine, with a warning. Looked for: `sbatch`, the program of `submit`, or the dashboard of Ray. Default: `always`.',
      ),
    jobs: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(`Maximum number of jobs in the queue, waiting or running. Default: ${DEFAULT_JOBS}.`),
    cpus: z
      .number()
      .int()
      .min(1)
      .max(1024)
      .optional()
      .describe('Cores of each job, and threads of its libraries if your shell sets none. Default: 1.'),
    gpus: z.number().int().min(0).max(64).optional().describe('GPUs of each job. Default: 0.'),
    options: z
      .array(z.string().min(1).max(1000))
      .max(50)
      .optional()
      .describe('With `slurm`: further options of `sbatch`, such as `--partition=gpu`.'),
    address: z
      .string()
      .max(1000)
      .refine(isDashboardAddress, 'must be the address of a dashboard, such as http://head:8265')
      .optional()
      .describe(
        'With `ray`: address of the dashboard, unless your shell sets `RAY_API_SERVER_ADDRESS` or `RAY_ADDRESS`. Default: `http://127.0.0.1:8265`.',
      ),
    'queue-minutes': z
      .number()
      .positive()
      .max(100_000)
      .optional()
      .describe(
        `Give up if no job runs or starts for this time. Default: ${RAY_QUEUE_MINUTES} with \`ray\`, else never.`,
      ),
    submit: commandSchema.describe(
      'With `command`: submits a job and prints its number or name. Placeholders: `{script}`, `{log}`, `{folder}`, `{job}`, `{name}`, `{cpus}`, `{gpus}`, `{minutes}`.',
    ),
    status: commandSchema.describe(
      'With `command`: prints the numbers or names of all waiting and running jobs, and no others. Placeholder: `{name}`.',
    ),
    cancel: commandSchema.describe(
      'With `command`: cancels jobs. Placeholders: `{ids}`, one argument per job, and `{name}`.',
    ),
    ahead: z
      .union([z.number().int().min(0).max(MAX_AHEAD), z.literal('all')], {
        error: `must be "all" or a whole number up to ${MAX_AHEAD}`,
      })
      .optional()
      .describe(
        'How many later looks may start runs early in free places. `0`: none. `all`: every run that may be needed. Default: `all`; `1` if each job has GPUs, because others could use them; `0` with `evaluate`, because answers cost money.',
      ),
  })
  .default({ kind: 'local' })
  .describe('Where runs are trained, and how far ahead of the current look.');

interface ExecutingConfig {
  readonly executor: z.infer<typeof executorSchema>;
  readonly limits: { readonly parallel: number | 'auto'; readonly gpus?: number | undefined };
}

const OF_QUEUES = [
  'when',
  'jobs',
  'cpus',
  'gpus',
  'queue-minutes',
  'options',
  'address',
  'submit',
  'status',
  'cancel',
] as const;
const COMMANDS = ['submit', 'status', 'cancel'] as const;
/** All other keys apply to every queue. */
const KIND_OF: Partial<Record<(typeof OF_QUEUES)[number], (typeof KINDS)[number]>> = {
  options: 'slurm',
  address: 'ray',
  submit: 'command',
  status: 'command',
  cancel: 'command',
};
const ON_ONE_MACHINE: Partial<Record<(typeof OF_QUEUES)[number], string>> = {
  jobs: 'write limits.parallel',
  gpus: 'write limits.gpus',
};

export function checkExecutor({ executor, limits }: ExecutingConfig, context: Context): void {
  const report = reporter(context);
  const { kind } = executor;
  const given = OF_QUEUES.filter((key) => executor[key] !== undefined);
  for (const key of given) {
    const needed = KIND_OF[key] ?? (kind === 'local' ? 'slurm' : kind);
    if (needed === kind) continue;
    const fix = kind === 'local' ? ON_ONE_MACHINE[key] : undefined;
    report(
      ['executor', key],
      `has no effect with kind: ${kind}; ${fix === undefined ? '' : `${fix}, or `}set kind: ${needed}`,
    );
  }
  if (kind === 'command')
    for (const key of COMMANDS)
      if (!given.includes(key)) report(['executor', 'kind'], `command needs executor.${key}`);
  if (kind === 'local') return;
  // They apply where the queue is missing.
  if (executor.when === 'available') return;
  if (limits.parallel !== 'auto')
    report(['limits', 'parallel'], `applies to one machine; with executor.kind: ${kind}, use executor.jobs`);
  if (limits.gpus !== undefined)
    report(['limits', 'gpus'], `applies to one machine; with executor.kind: ${kind}, use executor.gpus`);
}
