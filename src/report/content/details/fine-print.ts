import { type Block, join, type Phrase, paragraph, prose, say, small, strong } from '../../document.ts';
import { isMeasured, type View } from '../../view.ts';
import { secondaryLine } from '../tables/secondary.ts';
import { commits, stillOpen } from './facts.ts';
import { measuredOn } from './measured-on.ts';
import { stopping } from './method.ts';

const MAX_NOTICES = 5;
const GATE_WORDS = { success: 'passed', neutral: 'neutral', failure: 'failed' } as const;

/** Only a gate that stands in the way, that had nothing to decide on, or that looks away takes a line. */
export function gateLine({ result: { gate, verdict } }: View): readonly Block[] {
  if (gate.conclusion === 'success' && (verdict === 'improvement' || verdict === 'equivalent')) return [];
  const because = gate.reason === '' ? '' : say`, because ${prose(gate.reason)}`;
  return paragraph(say`${strong(`Gate: ${GATE_WORDS[gate.conclusion]}`)}${because}.`);
}

/** What the reader has to know before trusting the rest, e.g. whose config governed. */
export function notices(view: View): readonly Block[] {
  const onTraining = measuredOn(view, 'train');
  const told = view.result.provenance.notices.slice(0, MAX_NOTICES).map((notice) => say`${prose(notice)}`);
  return [...(onTraining.length === 0 ? [] : [onTraining]), ...told].map((content) => ({
    kind: 'note',
    content,
  }));
}

/** The line under the main table. */
export function finePrint(view: View): readonly Block[] {
  return small(
    join(
      [
        measuredOn(view, 'validation'),
        newExamplesLine(view),
        stillOpen(view),
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
  return say`Shown for these ${examples} test examples; with new ones as well the difference would lie in ${bounds}, which includes zero.`;
}

/** The commits, where the facts do not name them. */
function measuredAt(view: View): Phrase {
  const named = view.result.verdict !== 'inconclusive' && view.lead !== null && isMeasured(view.lead);
  const change = named ? [] : commits(view);
  return change.length === 0 ? [] : say`Measured: ${change}.`;
}
