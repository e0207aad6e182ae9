/** Errors that come out of the user's code, told with the user's own stack frames and none of ours. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnusableModule } from './unusable-module.ts';

const OWN_FOLDER = withSlashes(dirname(fileURLToPath(import.meta.url)));
const MAX_FRAMES = 8;

/** `Error: message` and the frames of the user's files; a package in node_modules is shown only by what called it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const title = `${error.name}: ${firstLines(error.message)}`;
  const frames = (error.stack ?? '').split('\n').filter(isUserFrame).slice(0, MAX_FRAMES);
  return [title, ...frames.map((frame) => `    ${frame.trim()}`)].join('\n');
}

/** Node's "Require stack" repeats what the frames say. */
function firstLines(message: string): string {
  return message.split('\nRequire stack:')[0]?.trim() ?? '';
}

function isUserFrame(line: string): boolean {
  if (!line.trimStart().startsWith('at ')) return false;
  const place = withSlashes(line);
  if (place.includes('node:') || place.includes('node_modules') || place.includes('(<anonymous>)'))
    return false;
  return !place.includes(OWN_FOLDER) && place.includes('/');
}

/** On Windows a frame has backslashes for CommonJS and slashes, in a URL, for ES modules. */
function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Runs a part of the module that must work before any training: whatever it throws makes the module unusable. */
export async function usable<T>(part: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UnusableModule) throw error;
    throw new UnusableModule(`${part} failed: ${describeError(error)}`, { cause: error });
  }
}
