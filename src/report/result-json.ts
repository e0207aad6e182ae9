import type { ExperimentResult } from '../verdict/result.ts';

/**
 * The result as a file: pretty-printed, numbers as full doubles. JSON knows neither NaN nor infinity; where one slips
 * in, it is written as null rather than as a file that no parser takes.
 */
export function renderResultJson(result: ExperimentResult): string {
  // JSON.stringify itself writes null for both.
  return `${JSON.stringify(result, null, 2)}\n`;
}
