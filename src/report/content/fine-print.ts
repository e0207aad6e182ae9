import { type Block, join, type Phrase, paragraph, prose, say, small, strong } from '../document.ts';
import { isMeasured, type View } from '../view.ts';
import { commits, stillOpen } from './facts.ts';
import { stopping } from './method.ts';
import { secondaryLine } from './secondary.ts';

const MAX_NOTICES = 5;

/** Only a gate that stands in the way, that had nothing to decide on, or that looks away takes a line. */
export function gateLine({ result: { gate, verdict } }: View): readonly Block[] {
  if (gate.passed && (verdict === 'improvement' || verdict === 'equivalent')) return [];
  const passed = verdict === 'inconclusive' ? 'neutral' : 'passed';
  const because = gate.reason === '' ? '' : say`, because ${prose(gate.reason)}`;
  return paragraph(say`${strong(`Gate: ${gate.passed ? passed : 'failed'}`)}${because}.`);
}

/** What the reader has to know before trusting the rest, e.g. whose config governed. */
export function notices({ result: { provenance } }: View): readonly Block[] {
  return provenance.notices
    .slice(0, MAX_NOTICES)
    .map((notice) => ({ kind: 'note', content: say`${prose(notice)}` }));
}

/** The line under the main table. */
export function finePrint(view: View): readonly Block[] {
  return small(join([stillOpen(view), secondaryLine(view), stopping(view), measuredAt(view)], ' '));
}

/** The commits, where the facts do not name them. */
function measuredAt(view: View): Phrase {
  const named = view.result.verdict !== 'inconclusive' && view.lead !== null && isMeasured(view.lead);
  const change = named ? [] : commits(view);
  return change.length === 0 ? [] : say`Measured: ${change}.`;
}
