import { Command } from 'commander';
import { quote } from 'shell-quote';
import { locateConfig, withConfigOption } from '../config-option.ts';
import { invocation } from '../invocation.ts';
import { executorOption } from '../option-values.ts';

interface DoctorOptions {
  readonly config?: string;
  readonly base?: string;
  readonly head?: string;
  readonly executor?: 'local';
  readonly json?: boolean;
}

export function doctorCommand(stopSignal: () => AbortSignal): Command {
  return withConfigOption(new Command('doctor'))
    .summary('Finds what prevents a verdict.')
    .description(
      'Trains the baseline and the first variant three times, other variants once, and reports what prevents a verdict.',
    )
    .option('--base <ref>', 'commit of "ref: base" (default: where this branch left the default branch)')
    .option('--head <ref>', 'commit of "ref: head" (default: the current checkout)')
    .addOption(executorOption())
    .option('--json', 'print the findings as JSON (conclusive.doctor/1)')
    .action(async ({ config, base, head, executor, json }: DoctorOptions) => {
      const { EXAMINATION_SCHEMA, examine, renderExamination } = await import('../deferred.ts');
      const findings = await examine({
        ...locateConfig(config),
        base,
        head,
        executor,
        baseIsExact: base !== undefined,
        signal: stopSignal(),
        onStep: (step) => process.stderr.write(`${step}\n`),
      });
      const named = config === undefined ? '' : ` --config ${quote([config])}`;
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ schema: EXAMINATION_SCHEMA, findings }, null, 2)}\n`
          : renderExamination(
              findings,
              `${invocation()} run${named}${base === undefined ? '' : ` --base ${base}`}`,
              process.stdout.columns,
            ),
      );
      process.exitCode = findings.some(({ status }) => status === 'fault') ? 1 : 0;
    });
}
