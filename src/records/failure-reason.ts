/** The message of a failed run: in its first line how it ended, below it what the program printed last. */
import { MAX_MESSAGE_CHARS } from './record.ts';

/** How a run ended whose own words say more: a traceback. */
const EXIT_CODE = /^exit code \d+$/;
/** What Node prints below an error. */
const NODE_VERSION = /^Node\.js v\d+\.\d+\.\d+$/;
const NODE_ERROR = /^(?:Uncaught )?\w*(?:Error|Exception)\b.*:/;
const MAX_LAST_CHARS = 120;
const MIN_DETAILS_CHARS = 200;
/** How the last line begins where it is not the program's. */
const DETAILS = 'Looked for: ';

/**
 * @param printed the end of it says most: where both are too long together, its beginning is left out
 * @param details what says nothing of this run alone: at the end, as far as there is room
 */
export function failureMessage(cause: string, printed: string, details = ''): string {
  const first = cut(cause, MAX_MESSAGE_CHARS);
  const room = MAX_MESSAGE_CHARS - first.length - 1;
  const said =
    printed === '' || room < 2
      ? first
      : `${first}\n${printed.length <= room ? printed : `…${printed.slice(1 - room)}`}`;
  const left = MAX_MESSAGE_CHARS - said.length - 1;
  return details === '' || left < MIN_DETAILS_CHARS ? said : `${said}\n${cut(details, left)}`;
}

/**
 * One line that says why a run failed: what is known of its end, and then its last words; of one that ended by itself, the
 * error. The last line of a traceback is that, and of Node's the one under the line of code.
 *
 * @param maxChars of the first part
 */
export function failureReason(failure: string, maxChars = MAX_MESSAGE_CHARS): string {
  const [cause = '', ...lines] = failure.trim().split('\n');
  const printed = lines.at(-1)?.startsWith(DETAILS) === true ? lines.slice(0, -1) : lines;
  const last = printed.at(-1) ?? '';
  if (last === '') return cut(cause, maxChars);
  if (!EXIT_CODE.test(cause)) return `${cut(cause, maxChars)}; it printed last: ${cut(last, MAX_LAST_CHARS)}`;
  const error = NODE_VERSION.test(last) ? printed.find((line) => NODE_ERROR.test(line)) : undefined;
  return cut(error ?? last, maxChars);
}

function cut(text: string, maxChars: number): string {
  return text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
}
