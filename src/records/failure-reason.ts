/** Message of a failed run: how it ended, then the end of its output. */
import { MAX_MESSAGE_CHARS } from './record.ts';

/** A program that exits with a traceback explains itself. */
const EXIT_CODE = /^exit code \d+$/;
/** What Node prints below an error. */
const NODE_VERSION = /^Node\.js v\d+\.\d+\.\d+$/;
const NODE_ERROR = /^(?:Uncaught )?\w*(?:Error|Exception)\b.*:/;
/** Launchers list the interpreters that they have after the reason. */
const SHIM = /^(?:pyenv|rbenv|nodenv|jenv): |^No version is set for command |^EnvironmentLocationNotFound: /;
/** A launcher reports the failure below its reason. */
const LAUNCHER = /^ERROR conda\.cli\.main_run|(?:^|\.)(?:CalledProcessError|ChildFailedError)\b/;
const ERROR = /^[A-Za-z][\w.]*(?:Error|Exception|Interrupt)(?::|$)/;
const MAX_LAST_CHARS = 120;
const MIN_DETAILS_CHARS = 200;
/** Prefixes of last lines that come from a launcher. */
const DETAILS = 'Looked for: ';

/**
 * @param printed its beginning is cut first
 * @param details appended if there is room
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
 * Tells in one line how a run ended, with its last line: of a Python traceback the last, of a Node error the one below
 * the code, of a launcher the child's.
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
