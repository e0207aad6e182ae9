/** The section `checks`, without the checks' own options. */
import { z } from 'zod';
import type { Params } from '../names.ts';
import { nearest } from '../nearest.ts';
import type { Context } from './issues.ts';
import { pathSchema } from './path-schema.ts';

export interface ChecksInConfig {
  /** Accepted by `ignore`. */
  readonly ids: readonly string[];
  /** By key of the section. */
  readonly options: Readonly<Record<string, z.ZodType>>;
  /** Each reports at the key to change. */
  readonly rules: ReadonlyArray<(config: RuledConfig, context: Context) => void>;
}

export interface ChecksConfig {
  readonly ignore: readonly z.output<ReturnType<typeof ignoredSchema>>[];
  readonly only?: readonly string[] | undefined;
  readonly files?: z.output<typeof filesSchema> | undefined;
  readonly [option: string]: unknown;
}

/** A check's rule may read this. */
export interface RuledConfig {
  readonly params: Params;
  readonly models: {
    readonly baseline: { readonly params: Params };
    readonly variants: ReadonlyArray<{ readonly name: string; readonly params: Params }>;
  };
  readonly vary: 'folds' | readonly string[];
  readonly checks: ChecksConfig;
}

export function checksSchema({ ids, options }: ChecksInConfig) {
  const section: z.ZodType<ChecksConfig> = z.strictObject({
    ignore: z
      .array(ignoredSchema(ids))
      .max(100)
      .default([])
      .describe(
        'Checks that neither warn nor fail, each with a reason. Their findings stay under "All checks".',
      ),
    only: z
      .array(
        z.string().superRefine((name, context) => refuseUnknown(name, [...ids, ...topicsOf(ids)], context)),
      )
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Makes only these checks or topics (`overfitting`), plus those whose failure makes the comparison invalid. Default: all.',
      ),
    files: filesSchema.optional(),
    ...options,
  });
  return section.default(section.parse({})).describe('Diagnoses that are reported with the verdict.');
}

const columnSchema = z.string().min(1).max(200);

const filesSchema = z
  .strictObject({
    train: pathSchema.describe('Training examples, one per line.'),
    test: pathSchema.describe('Test examples, one per line.'),
    shifted: pathSchema.optional().describe('Examples of another domain, one per line.'),
    label: columnSchema
      .optional()
      .describe(
        'Column of the label: its name, or its number from 1 in quotes ("3"). Default: a common name, else the last or first column.',
      ),
    group: columnSchema
      .optional()
      .describe(
        'Column of a group that examples belong to, such as a patient. A group must not be in both training and test.',
      ),
  })
  .describe(
    'For a command: text files of its splits, relative to this file, compared by lines for duplicates and domains. Default: the training and the test file that the command or a parameter names.',
  );

export function splitPathsOf({
  files,
}: ChecksConfig): Readonly<Partial<Record<'train' | 'test' | 'shifted', string>>> {
  const { label: _, group: __, ...paths } = files ?? {};
  return Object.fromEntries(Object.entries(paths).filter(([, path]) => path !== undefined));
}

function topicsOf(ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => (id.includes('/') ? [id.slice(0, id.indexOf('/'))] : [])))];
}

function ignoredSchema(ids: readonly string[]) {
  return z.strictObject({
    check: z
      .string()
      .superRefine((id, context) => refuseUnknown(id, ids, context))
      .describe('Name of the check, as in docs/reference/checks.md.')
      .meta({ examples: [...ids] }),
    model: z
      .string()
      .max(64)
      .optional()
      .describe('Model for which the check is ignored. Default: all models.'),
    reason: z.string().trim().min(1).max(300).describe('Why the check may be ignored. Reports show it.'),
  });
}

function refuseUnknown(id: string, ids: readonly string[], context: Context): void {
  if (ids.includes(id)) return;
  // Reports print `overfitting: gap`; a key such as `variance` asks for its check.
  const spelt = id.trim().replace(/: */, '/').replace(/ /g, '-');
  const guess = nearest(spelt, ids) ?? ids.find((known) => known.startsWith(`${spelt}-`)) ?? null;
  const hint = guess === null ? '; docs/reference/checks.md lists them' : `; did you mean "${guess}"?`;
  context.addIssue({ code: 'custom', message: `no check is called ${JSON.stringify(id)}${hint}` });
}
