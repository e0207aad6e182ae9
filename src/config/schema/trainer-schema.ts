/** `trainer`: what trains a model. */
import { z } from 'zod';
import { compilePattern, PATTERN_RULE } from '../metric-source.ts';
import { type Context, reporter } from './issues.ts';
import { pathSchema } from './path-schema.ts';
import { isModulePath, refuseRepeats } from './rules.ts';
import { isRunnerVariable } from './runner-variable.ts';

function isInner(path: string): boolean {
  const parts = path.split('/');
  return !parts.includes('..') && parts.some((part) => part !== '' && part !== '.');
}

const commandSchema = z.string().min(1).max(10_000);

const variableSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_]\w*$/, 'must be the name of one environment variable, such as WANDB_API_KEY')
  .refine(
    (name) => !isRunnerVariable(name) && !/^CONCLUSIVE_/i.test(name),
    'is reserved for the runner or Conclusive, and runs never get it; use another name in the workflow',
  );

const patternSchema = z.string().refine((pattern) => compilePattern(pattern) !== null, PATTERN_RULE);

const printedSchema = z.strictObject({
  epoch: patternSchema.describe(
    'Regular expression for a line with the epoch; its first group is the number of the epoch.',
  ),
  loss: patternSchema.optional().describe('The same for the training loss.'),
  val_loss: patternSchema.optional().describe('The same for the validation loss.'),
});
export type PrintedCurves = z.infer<typeof printedSchema>;

export const trainerSchema = z
  .strictObject({
    module: pathSchema
      .refine(isModulePath, 'must be a .ts, .mts, .js or .mjs file')
      .optional()
      .describe('A TensorFlow.js model module (.ts, .js, .mjs), relative to this file.'),
    command: commandSchema
      .optional()
      .describe(
        'Any program, started without a shell. `{seed}`, `{run_dir}` and `{params.NAME}` are each one argument.',
      ),
    setup: z
      .union([commandSchema, z.array(commandSchema).min(1).max(20)], {
        error: 'must be a command or a list of commands',
      })
      .optional()
      .describe(
        'Commands, without a shell, that prepare each ref before its first run. Later experiments reuse `{env_dir}`.',
      ),
    'setup-files': z
      .array(pathSchema)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Files, relative to this file, that fully determine `{env_dir}`. Refs with equal files share it. Default: setup runs for every changed ref. Not for `pip install .` or `-e`.',
      ),
    outputs: z
      .array(pathSchema.refine(isInner, 'must be inside the working directory, without ".."'))
      .min(1)
      .max(50)
      .superRefine(refuseRepeats(null))
      .optional()
      .describe(
        'Files and folders, relative to this file, that the program writes to its working directory. They move to `{run_dir}` when the run ends. Each run starts without old ones.',
      ),
    environment: z
      .array(variableSchema)
      .min(1)
      .max(100)
      .superRefine(refuseRepeats(null))
      .optional()
      .describe(
        'Additional environment variables for runs and setup. The code of a pull request can read their values.',
      ),
    versions: commandSchema
      .optional()
      .describe(
        'Command that prints the installed versions; records of other versions are not reused. Default: the packages of `python`.',
      ),
    printed: printedSchema
      .optional()
      .describe(
        "How to read curves from printed output, if there is no log: `{ epoch: 'Epoch (\\d+)', loss: ' loss=([0-9.]+)', val_loss: 'val=([0-9.]+)' }`.",
      ),
    backend: z
      .enum(['auto', 'wasm', 'native'])
      .default('auto')
      .describe(
        'TensorFlow.js backend of a module. `native`: tfjs-node. `auto`: the faster of those that load, by a few steps of the baseline; in the action: `wasm`.',
      ),
    shortcuts: z
      .boolean()
      .optional()
      .describe(
        '`true`: runs of a module share a process and replay steps. One run of each model is trained again without shortcuts, to verify that. `false`, or `checks.reproducible: false`: no shortcuts. Default: true.',
      ),
  })
  .refine(
    (trainer) => (trainer.module === undefined) !== (trainer.command === undefined),
    'needs exactly one of module and command',
  )
  .superRefine(checkKeys)
  .meta({ oneOf: [{ required: ['module'] }, { required: ['command'] }] })
  .describe('The program that trains a model: a module or a command.');

const OF_A_COMMAND = ['setup', 'outputs', 'versions'] as const;

function checkKeys(trainer: Readonly<Record<string, unknown>>, context: Context): void {
  const report = reporter(context);
  const { module, command } = trainer;
  for (const key of OF_A_COMMAND)
    if (trainer[key] !== undefined && command === undefined)
      report([key], 'is only for a command, not for a module; remove this key');
  if (trainer['setup-files'] !== undefined && trainer.setup === undefined)
    report(['setup-files'], 'has no effect without setup; add it or remove this key');
  if (trainer.shortcuts !== undefined && module === undefined)
    report(['shortcuts'], 'is only for a module, because a command takes none; remove this key');
  if (trainer.printed !== undefined && command === undefined)
    report(['printed'], 'is only for a command, because a module records its own curves; remove this key');
}
