import type { ExperimentResult } from '../verdict/result.ts';
import { findings } from './content/findings.ts';
import { evidenceLine } from './content/headline/evidence-line.ts';
import { nextAction } from './content/headline/next-step.ts';
import { subline } from './content/headline/subline.ts';
import { plainText } from './format/plain.ts';
import { renderTitle } from './title.ts';
import { type View, viewOf } from './view.ts';

/** Adds the sentences for agents. NaN and infinity become null. @param indent 0 for one line */
export function renderResultJson(result: ExperimentResult, indent = 2): string {
  const { schema, verdict, conclusive, ...rest } = result;
  const view = viewOf(result);
  const action = plainText(nextAction(view));
  const sentences = {
    headline: renderTitle(result),
    reasons: reasons(view),
    next: action === '' ? null : { action, command: commandNow(result.provenance.command) },
    findings: findings(view).map(({ found, action, ...finding }) => ({
      ...finding,
      found: plainText(found),
      action: action === null ? null : plainText(action),
    })),
  };
  return `${JSON.stringify({ schema, verdict, conclusive, ...sentences, ...rest }, null, indent)}\n`;
}

function reasons(view: View): readonly string[] {
  const { reason, gate } = view.result;
  const lines = [plainText(subline(view)), plainText(evidenceLine(view)), reason ?? '', gate.reason];
  return [...new Set(lines)].filter((line) => line !== '');
}

/** What comes next is about the checkout as it is then, not about the commit that was compared. */
function commandNow(command: string): string {
  return command.replace(/ (--base [0-9a-f]{7}) --head [0-9a-f]{7}(?= |$)/, ' $1');
}
