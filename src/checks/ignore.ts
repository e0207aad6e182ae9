import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { Check } from './check.ts';

/**
 * Marks a warning or failure as ignored and adds the reason from the config. It then decides neither the verdict nor
 * the gate.
 */
export function ignoreCheck(check: Check, ignored: ChecksConfig['ignore']): Check {
  const { id, model, status, message } = check;
  const entry = ignored.find((one) => one.check === id && (one.model ?? model) === model);
  if (entry === undefined || (status !== 'warn' && status !== 'fail')) return check;
  return { ...check, status: 'ignored', message: `${message} (ignored: ${entry.reason})`, advice: null };
}
