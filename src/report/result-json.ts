import type { ExperimentResult } from '../verdict/result.ts';
import { findings } from './content/findings.ts';
import { plainText } from './format/plain.ts';
import { renderTitle } from './title.ts';
import { viewOf } from './view.ts';

/**
 * The result as a file, with the sentences that a chat message needs: numbers as full doubles. JSON knows neither NaN nor infinity;
 * where one slips in, it is written as null rather than as a file that no parser takes.
 *
 * @param indent 0 for one line
 */
export function renderResultJson(result: ExperimentResult, indent = 2): string {
  const { schema, verdict, conclusive, ...rest } = result;
  const sentences = {
    headline: renderTitle(result),
    findings: findings(viewOf(result)).map(({ found, action, ...finding }) => ({
      ...finding,
      found: plainText(found),
      action: action === null ? null : plainText(action),
    })),
  };
  // JSON.stringify itself writes null for both.
  return `${JSON.stringify({ schema, verdict, conclusive, ...sentences, ...rest }, null, indent)}\n`;
}
