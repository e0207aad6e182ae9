/** `trainer`: what trains a model. */
import { z } from 'zod';
import { compilePattern, PATTERN_RULE } from '../metric-source.ts';
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
    'belongs to the runner or to Conclusive and never reaches a run; give the value another name in the workflow',
  );

const PRINTING_TOOLS = ['keras', 'fairseq', 'fasttext', 'huggingface'] as const;

const patternSchema = z.string().refine((pattern) => compilePattern(pattern) !== null, PATTERN_RULE);

const printedSchema = z.union(
  [
    z.enum(PRINTING_TOOLS),
    z.strictObject({
      epoch: patternSchema.describe(
        'A regular expression for a line of an epoch; its first group is the number of the epoch.',
      ),
      loss: patternSchema.optional().describe('The same for the training loss.'),
      val_loss: patternSchema.optional().describe('The same for the validation loss.'),
    }),
  ],
  {
    error: `must be one of ${PRINTING_TOOLS.join(', ')}, or a mapping with expressions for epoch, loss and val_loss`,
  },
);
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
        'Any program. `{seed}`, `{run_dir}` and `{params.NAME}` are passed as single arguments, without a shell.',
      ),
    setup: z
      .union([commandSchema, z.array(commandSchema).min(1).max(20)], {
        error: 'must be a command or a list of commands',
      })
      .optional()
      .describe(
        'Commands that prepare the code of each ref before its first run, without a shell. What they put into `{env_dir}` is kept for later experiments.',
      ),
    'setup-files': z
      .array(pathSchema)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Files, relative to this file, that alone decide what `{env_dir}` holds: refs in which they agree share it. Without it, any change of a ref has it set up anew. Not with `pip install .` or `-e`.',
      ),
    outputs: z
      .array(pathSchema.refine(isInner, 'must lie inside the working directory, without ".."'))
      .min(1)
      .max(50)
      .superRefine(refuseRepeats(null))
      .optional()
      .describe(
        'Files and folders, relative to this file, that the program writes to its working directory instead of `{run_dir}`: they are moved there when the run ends. No run finds an older file there.',
      ),
    environment: z
      .array(variableSchema)
      .min(1)
      .max(100)
      .superRefine(refuseRepeats(null))
      .optional()
      .describe(
        'Environment variables that runs and setup get beside the usual ones, by name. The code of a pull request can read what they hold.',
      ),
    isolation: z
      .boolean()
      .optional()
      .describe(
        "true, as by default: where Linux allows it, a run can write to nothing of other runs, models and records. false: for programs that it keeps from working, such as sudo and containers' own sandboxes.",
      ),
    versions: commandSchema
      .optional()
      .describe(
        'Command whose output tells what is installed: records of other versions are not reused. Without it, `python` is asked for its packages.',
      ),
    printed: printedSchema
      .optional()
      .describe(
        "Curves from what a command prints, where it leaves no log: the name of a tool, or `{ epoch: 'Epoch (\\d+)', loss: ' loss=([0-9.]+)', val_loss: 'val=([0-9.]+)' }`.",
      ),
    backend: z
      .enum(['auto', 'wasm', 'node'])
      .default('auto')
      .describe('TensorFlow.js backend of a module. `auto`: tfjs-node where it can be loaded, else wasm.'),
  })
  .refine(
    (trainer) => (trainer.module === undefined) !== (trainer.command === undefined),
    'needs exactly one of module and command',
  )
  .refine((trainer) => trainer.setup === undefined || trainer.command !== undefined, {
    path: ['setup'],
    error: 'prepares a command; a module has none',
  })
  .refine((trainer) => trainer['setup-files'] === undefined || trainer.setup !== undefined, {
    path: ['setup-files'],
    error: 'has no effect without setup; add it or remove this key',
  })
  .refine((trainer) => trainer.outputs === undefined || trainer.command !== undefined, {
    path: ['outputs'],
    error: 'belongs to a command; a module has none',
  })
  .refine((trainer) => trainer.versions === undefined || trainer.command !== undefined, {
    path: ['versions'],
    error: 'belongs to a command; a module has none',
  })
  .refine((trainer) => trainer.printed === undefined || trainer.command !== undefined, {
    path: ['printed'],
    error: 'belongs to a command; a module leaves its curves by itself',
  })
  .meta({ oneOf: [{ required: ['module'] }, { required: ['command'] }] })
  .describe('What trains a model: a module or a command.');
