import { type Block, small } from '../../document.ts';
import { join, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { comparedCommits } from '../compared-commits.ts';
import { stillOpen } from '../headline/what-would-settle.ts';
import { measuredOn } from '../measured-on.ts';
import { guardLine } from '../tables/guards.ts';
import { secondaryLine } from '../tables/secondary.ts';
import { stopping } from './method.ts';

/** The line under the main table. */
export function finePrint(view: View): readonly Block[] {
  return small(
    join(
      [
        measuredOn(view, 'validation'),
        newExamplesLine(view),
        stillOpen(view),
        guardLine(view),
        secondaryLine(view),
        stopping(view),
        measuredAt(view),
      ],
      ' ',
    ),
  );
}

/** A verdict speaks of new seeds on this test set. Where another test set might have said otherwise, that is said at once. */
function newExamplesLine({ result, lead, format }: View): Phrase {
  if (lead === null || !isMeasured(lead) || (lead.verdict !== 'improvement' && lead.verdict !== 'regression'))
    return [];
  const chance = result.testSetChances.find(
    ({ variant, metric }) => variant === lead.variant && metric === lead.metric,
  );
  if (chance === undefined || chance.difference === null) return [];
  const { interval, difference, examples } = chance;
  if (difference > 0 ? interval.low > 0 : interval.high < 0) return [];
  const bounds = format(lead.metric).difference(difference, interval).interval;
  return say`Shown for these ${examples} ${result.splits?.[lead.metric] ?? 'test'} examples; with new ones as well the difference would lie in ${bounds}, which includes zero.`;
}

/** The commits, where the line under the headline does not name them. */
function measuredAt(view: View): Phrase {
  const named = view.result.verdict !== 'inconclusive' && view.lead !== null && isMeasured(view.lead);
  const change = named ? [] : comparedCommits(view);
  return change.length === 0 ? [] : say`Measured: ${change}.`;
}
