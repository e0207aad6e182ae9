import { type Block, paragraph } from '../document.ts';
import { prose, say, strong } from '../phrase.ts';
import type { View } from '../view.ts';

const GATE_WORDS = { success: 'passed', neutral: 'neutral', failure: 'failed' } as const;

/** Only a gate that stands in the way, that had nothing to decide on, or that looks away takes a line. */
export function gateLine({ result: { gate, verdict } }: View): readonly Block[] {
  if (gate.conclusion === 'success' && (verdict === 'improvement' || verdict === 'equivalent')) return [];
  const because = gate.reason === '' ? '' : say`, because ${prose(gate.reason)}`;
  return paragraph(say`${strong(`Gate: ${GATE_WORDS[gate.conclusion]}`)}${because}.`);
}
