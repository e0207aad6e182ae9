/** Any other queue: the commands that submit, list and cancel are those of the config. */
import { UserError } from '../../config/user-error.ts';
import { splitCommand } from '../trainers/command-line.ts';
import { askEngine } from './ask-engine.ts';
import { type Engine, EngineError, type JobNeeds } from './engine.ts';

export interface EngineCommands {
  readonly submit: string;
  readonly status: string;
  readonly cancel: string;
}

const PLACEHOLDER = /\{([a-z_]+)\}/g;

/** @throws UserError for a command that cannot be split, and for a placeholder that it cannot have */
export function commandEngine(
  commands: EngineCommands,
  needs: JobNeeds,
  environment: Readonly<Record<string, string>>,
): Engine {
  const { name, cpus, gpus, minutes } = needs;
  const shared = { name, cpus: String(cpus), gpus: String(gpus), minutes: String(minutes) };
  const ofJob = ['job', 'folder', 'script', 'log'] as const;
  const split = (key: keyof EngineCommands, allowed: readonly string[]) => {
    const parts = splitCommand(commands[key], `executor.${key}`);
    for (const [whole, placeholder = ''] of parts.join(' ').matchAll(PLACEHOLDER))
      if (!allowed.includes(placeholder))
        throw new UserError(
          `executor.${key}: unknown placeholder ${whole}; allowed: ${allowed.map((known) => `{${known}}`).join(', ')}`,
        );
    return parts;
  };
  const submit = split('submit', [...ofJob, ...Object.keys(shared)]);
  const status = split('status', ['name']);
  const cancel = split('cancel', ['ids', 'name']);
  if (!cancel.includes('{ids}'))
    throw new UserError(
      `executor.cancel: needs {ids} as an argument of its own, such as: qdel {ids}; got "${commands.cancel}"`,
    );
  let submitted = 0;
  return {
    name: submit[0] ?? '',
    async submit({ folder, script, log }) {
      submitted += 1;
      const values = { ...shared, job: `${name}-${submitted}`, folder, script, log };
      const printed = await askEngine(fill(submit, values), environment);
      const id = words(printed).find((word) => /\d/.test(word));
      if (id !== undefined) return id;
      throw new EngineError(
        `executor.submit printed no number or name of a job, but ${JSON.stringify(printed.trim().slice(0, 200))}`,
      );
    },
    async list() {
      return new Set(words(await askEngine(fill(status, { name }), environment)));
    },
    async cancel(ids) {
      const argv = fill(cancel, { name }).flatMap((part) => (part === '{ids}' ? ids : [part]));
      await askEngine(argv, environment);
    },
  };
}

function fill(parts: readonly string[], values: Readonly<Record<string, string>>): readonly string[] {
  return parts.map((part) =>
    part.replaceAll(PLACEHOLDER, (whole, placeholder: string) => values[placeholder] ?? whole),
  );
}

/**
 * `Job <12> is submitted`, `12.server`, `job.batch/name-12 created`: what may be the number or the name of a job. Servers are left out: lists cut
 * their names short.
 */
function words(printed: string): readonly string[] {
  return printed.split(/[^\w.-]+/).flatMap((word) => word.split('.')[0] || []);
}
