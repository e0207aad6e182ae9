import type { LoadedConfig } from '../config/file/load.ts';
import type { Check } from './check.ts';

/**
 * Takes the alarm out of the checks that the config ignores. What they found is still told, with the reason why it does not
 * count; it decides neither the verdict nor the gate. A check that found nothing, or could not be made, says so as ever.
 */
export function ignoreChecks(
  checks: readonly Check[],
  ignored: LoadedConfig['checks']['ignore'],
): readonly Check[] {
  return checks.map((check) => {
    const { id, model, status, message } = check;
    const entry = ignored.find((one) => one.check === id && (one.model ?? model) === model);
    if (entry === undefined || (status !== 'warn' && status !== 'fail')) return check;
    return { ...check, status: 'ignored', message: `${message} (ignored: ${entry.reason})`, advice: null };
  });
}
