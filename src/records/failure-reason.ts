/** The message of a failed run: in its first line how it ended, below it what the program printed last. */
import { MAX_MESSAGE_CHARS } from './record.ts';

/** How a run ended whose own words say more: a traceback. */
const EXIT_CODE = /^exit code \d+$/;
/** What Node prints below an error. */
const NODE_VERSION = /^Node\.js v\d+\.\d+\.\d+$/;
const NODE_ERROR = /^(?:Uncaught )?\w*(?:Error|Exception)\b.*:/;
/** What chooses an interpreter says why it has none, and then at length what else there would be. */
const SHIM = /^(?:pyenv|rbenv|nodenv|jenv): |^No version is set for command |^EnvironmentLocationNotFound: /;
/** What starts a program says last that it failed; why stands above. */
const LAUNCHER = /^ERROR conda\.cli\.main_run|(?:^|\.)(?:CalledProcessError|ChildFailedError)\b/;
const ERROR = /^[A-Za-z][\w.]*(?:Error|Exception|Interrupt)(?::|$)/;
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
 * error. The last line of a traceback is that, of Node's the one under the line of code, and of a launcher's that of what it started.
 *
 * @param maxChars of the first part
 */
export function failureReason(failure: string, maxChars = MAX_MESSAGE_CHARS): string {
  const [cause = '', ...lines] = failure.trim().split('\n');
  const printed = lines.at(-1)?.startsWith(DETAILS) === true ? lines.slice(0, -1) : lines;
  const last = printed.at(-1) ?? '';
  if (last === '') return cut(cause, maxChars);
  if (!EXIT_CODE.test(cause)) return `${cut(cause, maxChars)}; last output: ${cut(last, MAX_LAST_CHARS)}`;
  return cut(errorIn(printed.map((line) => line.trim())) ?? last, maxChars);
}

function errorIn(lines: readonly string[]): string | undefined {
  const shim = lines.find((line) => SHIM.test(line));
  if (shim !== undefined) return shim;
  if (NODE_VERSION.test(lines.at(-1) ?? '')) return lines.find((line) => NODE_ERROR.test(line));
  if (!lines.some((line) => LAUNCHER.test(line))) return undefined;
  return lines.findLast((line) => ERROR.test(line) && !LAUNCHER.test(line));
}

function cut(text: string, maxChars: number): string {
  return text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
}
