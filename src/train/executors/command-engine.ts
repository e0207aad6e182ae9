/** Any other queue, by the commands of the config. */
import { UserError } from '../../config/user-error.ts';
import { fillPlaceholders, splitCommand } from '../trainers/command-line.ts';
import { askEngine, type Engine, EngineError, type JobNeeds } from './engine.ts';

export interface EngineCommands {
  readonly submit: string;
  readonly status: string;
  readonly cancel: string;
}

/** @throws UserError for a command that cannot be split, and for a placeholder that it cannot have */
export function commandEngine(
  commands: EngineCommands,
  needs: JobNeeds,
  environment: Readonly<Record<string, string>>,
): Engine {
  const { name, cpus, gpus, minutes } = needs;
  const shared = { name, cpus: String(cpus), gpus: String(gpus), minutes: String(minutes) };
  const commandOf = (command: keyof EngineCommands, example: Readonly<Record<string, string>>) => {
    const key = `executor.${command}`;
    const parts = splitCommand(commands[command], key);
    const fill = (values: Readonly<Record<string, string>>) =>
      fillPlaceholders(parts, key, new Map(Object.entries(values)));
    // Unknown placeholders are refused before the first job.
    fill(example);
    return { parts, fill };
  };
  const submit = commandOf('submit', { job: '', folder: '', script: '', log: '', ...shared });
  const status = commandOf('status', { name });
  const cancel = commandOf('cancel', { ids: '', name });
  if (!cancel.parts.includes('{ids}'))
    throw new UserError(
      `executor.cancel: needs {ids} as a separate argument, such as: qdel {ids}; found "${commands.cancel}"`,
    );
  let submitted = 0;
  return {
    name: submit.parts[0] ?? '',
    limitMs: submit.parts.some((part) => part.includes('{minutes}')) ? minutes * 60_000 : null,
    async submit({ folder, script, log }) {
      submitted += 1;
      const filled = submit.fill({ job: `${name}-${submitted}`, folder, script, log, ...shared });
      const printed = await askEngine(filled, environment);
      const id = words(printed).find((word) => /\d/.test(word));
      if (id !== undefined) return id;
      throw new EngineError(
        `executor.submit must print the number or name of the job, but printed ${JSON.stringify(printed.trim().slice(0, 200))}`,
      );
    },
    async list() {
      return new Set(words(await askEngine(status.fill({ name }), environment)));
    },
    async cancel(ids) {
      const argv = cancel.fill({ ids: '{ids}', name }).flatMap((part) => (part === '{ids}' ? ids : [part]));
      await askEngine(argv, environment);
    },
  };
}

/**
 * Possible names of jobs in `Job <12> is submitted`, `12.server`, `job.batch/name-12 created`; without servers, whose names are cut in
 * lists.
 */
function words(printed: string): readonly string[] {
  return printed.split(/[^\w.-]+/).flatMap((word) => word.split('.')[0] || []);
}
