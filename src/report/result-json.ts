import type { ExperimentResult } from '../verdict/result.ts';
import { findings } from './content/findings.ts';
import { plainText } from './format/plain.ts';
import { renderTitle } from './title.ts';
import { viewOf } from './view.ts';

/** Adds the sentences that a chat message needs. NaN and infinity become null. @param indent 0 for one line */
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
  return `${JSON.stringify({ schema, verdict, conclusive, ...sentences, ...rest }, null, indent)}\n`;
}
