/** The runner's variables, checked once. */
import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { UserError } from '../config/user-error.ts';
import { cleanLine } from '../report/format/clean.ts';
import { branch, sha } from './event/payload.ts';

const MAX_SHOWN_CHARS = 100;

const given = z.string().min(1);
const whatever = given.regex(/^\P{Cc}{1,4096}$/u, 'has control characters, or more than 4096 characters');
const ref = given.max(300, 'is too long').regex(/^refs\/[^\s~^:?*[\\]+$/, 'is not a ref');
const number = given.regex(/^[1-9]\d{0,14}$/, 'is not a number of up to 15 digits');
const path = whatever.refine((text) => isAbsolute(text), 'is not an absolute path');
const folder = path.refine((text) => isFolder(text) === true, 'is not a folder');
const newFolder = path.refine((text) => isFolder(text) !== false, 'is not a folder');

/** Normalized: lower-case host, no default port, no slashes at the end. */
const address = given
  .regex(/^https?:\/\/[^/\s]/i, 'does not start with https:// or http:// and the name of a server')
  .refine((text) => !/\s/.test(text) && URL.canParse(text), 'is not an address')
  .refine((text) => !/[?#]/.test(text), 'has a query or a fragment')
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '',
    'has a user name or password',
  )
  .transform((text) => {
    const { origin, pathname } = new URL(text);
    return origin + pathname.replace(/\/+$/, '');
  });

const schema = z.object({
  GITHUB_EVENT_NAME: given.regex(/^[a-z_]{1,100}$/, 'is not the name of an event'),
  GITHUB_REPOSITORY: given.regex(/^[\w.-]+\/[\w.-]+$/, 'is not "owner/name"'),
  GITHUB_EVENT_PATH: whatever.optional(),
  GITHUB_API_URL: address.optional(),
  GITHUB_SERVER_URL: address.optional(),
  GITHUB_SHA: sha.optional(),
  GITHUB_REF: ref.optional(),
  GITHUB_REF_NAME: branch.optional(),
  GITHUB_BASE_REF: branch.optional(),
  GITHUB_RUN_ID: number.optional(),
  GITHUB_RUN_ATTEMPT: number.optional(),
  GITHUB_JOB: whatever.optional(),
  GITHUB_WORKSPACE: folder.optional(),
  RUNNER_TEMP: folder.optional(),
  RUNNER_TOOL_CACHE: newFolder.optional(),
  ACTIONS_RESULTS_URL: address.optional(),
  ACTIONS_CACHE_URL: address.optional(),
});

export type RunnerVariables = z.infer<typeof schema>;

export const RUNNER_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Treats empty variables as missing. @throws UserError */
export function readRunnerVariables(environment: NodeJS.ProcessEnv): RunnerVariables {
  const set = RUNNER_VARIABLES.filter((name) => (environment[name] ?? '') !== '');
  const parsed = schema.safeParse(Object.fromEntries(set.map((name) => [name, environment[name]])));
  if (parsed.success) return parsed.data;
  throw refuse(environment, parsed.error.issues[0]);
}

function isFolder(text: string): boolean | null {
  try {
    return statSync(text).isDirectory();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : false;
  }
}

function refuse(environment: NodeJS.ProcessEnv, issue: z.core.$ZodIssue | undefined): UserError {
  const name = String(issue?.path[0]);
  const value = environment[name] ?? '';
  if (value === '')
    return new UserError(
      `${name} is not set, but the action needs a GitHub workflow; elsewhere use "conclusive run"`,
    );
  // The part before an @ may be a password.
  const shown = cleanLine(value.replace(/\/\/[^/]*@/, '//***@'), MAX_SHOWN_CHARS);
  return new UserError(
    `${name} is "${shown}", which ${issue?.message}. The runner sets this variable before each step; remove what overrides it, or repair the runner's configuration`,
  );
}
