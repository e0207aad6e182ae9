/** `executor`: where the runs are trained, and how far ahead. */
import { type core, z } from 'zod';

const MAX_AHEAD = 100;
export const DEFAULT_JOBS = 50;

const KINDS = ['local', 'slurm', 'command'] as const;

const commandSchema = z.string().min(1).max(10_000).optional();

export const executorSchema = z
  .strictObject({
    kind: z
      .enum(KINDS)
      .default('local')
      .describe(
        '`local`: processes of this machine. `slurm`, or any other queue by its commands (`command`): a job a run, on machines that share a file system with this one.',
      ),
    jobs: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        `Most jobs in the queue at a time, waiting or running. Time estimates assume that all run. Default: ${DEFAULT_JOBS}.`,
      ),
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
    submit: commandSchema.describe(
      'With `command`: submits a job and prints its number or name. Placeholders: `{script}`, `{log}`, `{folder}`, `{job}`, `{name}`, `{cpus}`, `{gpus}`, `{minutes}`.',
    ),
    status: commandSchema.describe(
      'With `command`: prints the numbers or names of all jobs that wait or run, and of no other. Placeholder: `{name}`.',
    ),
    cancel: commandSchema.describe(
      'With `command`: cancels jobs. Placeholders: `{ids}`, an argument a job, and `{name}`.',
    ),
    ahead: z
      .union([z.number().int().min(0).max(MAX_AHEAD), z.literal('all')], {
        error: `must be "all" or a whole number up to ${MAX_AHEAD}`,
      })
      .default(1)
      .describe(
        "For how many later looks idle slots start runs while a look's last runs end. `0`: no unneeded run; `all`: every run that may be needed.",
      ),
  })
  .default({ kind: 'local', ahead: 1 })
  .describe('Where runs are trained, and how far ahead of the current look.');

interface ExecutingConfig {
  readonly executor: z.infer<typeof executorSchema>;
  readonly limits: { readonly parallel: number | 'auto'; readonly gpus?: number | undefined };
  readonly trainer: { readonly serve?: string | undefined };
}

const OF_QUEUES = ['jobs', 'cpus', 'gpus', 'options', 'submit', 'status', 'cancel'] as const;
const COMMANDS = ['submit', 'status', 'cancel'] as const;
const isCommand = (key: string) => COMMANDS.some((command) => command === key);
const ON_ONE_MACHINE: Partial<Record<(typeof OF_QUEUES)[number], string>> = {
  jobs: 'write limits.parallel',
  gpus: 'write limits.gpus',
};

/** What one kind needs has no meaning for another. */
export function checkExecutor(
  { executor, limits, trainer }: ExecutingConfig,
  context: Pick<core.$RefinementCtx, 'addIssue'>,
): void {
  const report = (path: readonly string[], message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message });
  const { kind } = executor;
  const given = OF_QUEUES.filter((key) => executor[key] !== undefined);
  const isForeign = (key: string) =>
    kind === 'local' || (kind === 'command' ? key === 'options' : isCommand(key));
  for (const key of given.filter(isForeign)) {
    const needed = isCommand(key) ? 'command' : 'slurm';
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
  if (trainer.serve !== undefined)
    report(
      ['trainer', 'serve'],
      `works on this machine only; with executor.kind: ${kind}, every run is a job with a process of its own, so remove this key`,
    );
  if (limits.parallel !== 'auto')
    report(['limits', 'parallel'], `is of one machine; with executor.kind: ${kind}, write executor.jobs`);
  if (limits.gpus !== undefined)
    report(['limits', 'gpus'], `is of one machine; with executor.kind: ${kind}, write executor.gpus`);
}
