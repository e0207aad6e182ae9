import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { Check } from './check.ts';

/**
 * Takes the alarm out of a check that the config ignores. What it found is still told, with the reason why it does not
 * count; it decides neither the verdict nor the gate. A check that found nothing, or could not be made, says so as ever.
 */
export function ignoreCheck(check: Check, ignored: ChecksConfig['ignore']): Check {
  const { id, model, status, message } = check;
  const entry = ignored.find((one) => one.check === id && (one.model ?? model) === model);
  if (entry === undefined || (status !== 'warn' && status !== 'fail')) return check;
  return { ...check, status: 'ignored', message: `${message} (ignored: ${entry.reason})`, advice: null };
}
