import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { UserError } from '../../config/user-error.ts';

/** A config that says what every line is for. It compares the branch with its base, with any program as trainer. */
export const STARTER_CONFIG = `# Is this branch's model really better? All keys: docs/configuration.md of Conclusive.
trainer:
  # Any program. {seed} and {run_dir} are filled in; it leaves {"accuracy": 0.83} in {run_dir}/metrics.json.
  command: python train.py --seed {seed} --out {run_dir}
models:
  baseline: { ref: base }            # the commit at which this branch left its base
  variants:
    - { name: head, ref: head }      # this branch
metrics:
  # margin: the smallest difference that matters. Within it, two models are equivalent.
  - { name: accuracy, role: primary, direction: maximize, margin: 0.005 }
seeds: { min: 6, max: 25 }           # stops as soon as it is decided; a number: as many in any case
evaluation: []                       # files that must not differ between the two, e.g. data/test.csv
gate: { fail-on: [regression, invalid] }
`;

export function initCommand(): Command {
  return new Command('init')
    .description('Writes a conclusive.yml to start from.')
    .argument('[file]', 'where to', 'conclusive.yml')
    .action(async (file: string) => {
      try {
        // wx: a config that is there is never written over.
        await writeFile(file, STARTER_CONFIG, { flag: 'wx' });
      } catch (error) {
        const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
        throw new UserError(
          exists
            ? `${file} is there already; name another file, or edit it`
            : `cannot write ${file}: ${(error as Error).message}`,
          { cause: error },
        );
      }
      process.stdout.write(
        `wrote ${file}; put in your program and metrics, then: conclusive run --config ${file}\n`,
      );
    });
}
