import { type Block, small } from '../../document.ts';
import { join, type Phrase, plainName, prose, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { comparedCommits } from '../compared-commits.ts';
import { stillOpen } from '../headline/what-would-settle.ts';
import { measuredOn } from '../notices.ts';
import { guardLine } from '../tables/guards.ts';
import { secondaryLine } from '../tables/secondary.ts';
import { continuedDesign, stopping } from './method.ts';

export function finePrint(view: View): readonly Block[] {
  return small(
    join(
      [
        measuredOn(view, 'validation'),
        notForNewExamples(view),
        stillOpen(view),
        pickedOfSeveral(view),
        guardLine(view),
        secondaryLine(view),
        continuedDesign(view),
        stopping(view),
        measuredAt(view),
      ],
      ' ',
    ),
  );
}

function notForNewExamples({ lead, result }: View): Phrase {
  if (lead === null || !isMeasured(lead) || lead.scopeReason === null || result.scope !== 'this-test-set')
    return [];
  return say`Not for new test examples: ${prose(lead.scopeReason)}.`;
}

/** docs/contributing/decisions/one-interval.md says how much. */
function pickedOfSeveral({ lead, variants, result }: View): Phrase {
  if (result.verdict !== 'improvement' || variants.length < 2 || lead === null || !isMeasured(lead))
    return [];
  return say`${plainName(lead.variant)} was chosen among ${variants.length} variants by these results, so expect slightly less than its estimate. Its interval accounts for the choice.`;
}

function measuredAt(view: View): Phrase {
  const named = view.result.verdict !== 'inconclusive' && view.lead !== null && isMeasured(view.lead);
  const change = named ? [] : comparedCommits(view);
  return change.length === 0 ? [] : say`Measured: ${change}.`;
}
