import { join, type Phrase, prose, say, strong } from '../phrase.ts';
import type { View } from '../view.ts';

const GATE_WORDS = {
  success: 'Not blocked',
  neutral: 'Not blocked, with a warning',
  failure: 'Blocked',
} as const;

/** `**Not blocked:** your config blocks only invalid` */
export function gateLine({ result: { gate } }: View): Phrase {
  const { conclusion, reason } = gate;
  return join([say`${strong(`${GATE_WORDS[conclusion]}:`)}`, reason === '' ? [] : [prose(reason)]], ' ');
}
