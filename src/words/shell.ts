import { quote } from 'shell-quote';

/** shell-quote also escapes characters that no shell reads, such as the sign in `accuracy=0.005`. */
const SAFE = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/** Arguments as a command to paste into a shell. */
export function shellCommand(words: readonly string[]): string {
  return words.map((word) => (SAFE.test(word) ? word : quote([word]))).join(' ');
}
