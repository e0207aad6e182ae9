import { accessSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../config/user-error.ts';

/** Programs whose first argument with such an ending is a file of the working directory, whatever else they are given. */
const INTERPRETER = /^(?:.*[\\/])?(?:python[\d.]*|bash|sh|zsh|Rscript|julia|node|perl|ruby)(?:\.exe)?$/i;
const SCRIPT = /\.(?:py|sh|R|jl|js|mjs|cjs|pl|rb)$/i;

/**
 * A script that is not there fails every run of the model in the same way: no other seed would fare better.
 *
 * @param argv of a run, which `trainer.setup` came before
 * @throws UserError for an interpreter whose script does not exist
 */
export function requireScript(
  [program = '', ...args]: readonly string[],
  { model, directory }: { readonly model: string; readonly directory: string },
): void {
  const script = args.find((argument) => SCRIPT.test(argument));
  if (script === undefined || !INTERPRETER.test(program) || args.some((part) => /^-\w*[cem]$/.test(part)))
    return;
  try {
    accessSync(resolve(directory, script));
    return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return;
  }
  throw new UserError(
    `trainer.command: ${model} has no "${script}" in ${directory}, where the command runs. Write paths relative to the config, and commit the file if git does not have it`,
  );
}
