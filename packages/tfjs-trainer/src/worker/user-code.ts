import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnusableModule } from './unusable-module.ts';

const OWN_FOLDER = withSlashes(dirname(fileURLToPath(import.meta.url)));
const MAX_FRAMES = 8;

/** Shows the message and the frames of the user's files. */
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

/** On Windows, frames have backslashes for CommonJS and slashes for ES modules. */
function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Makes any error of this part an UnusableModule. */
export async function usable<T>(part: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UnusableModule) throw error;
    throw new UnusableModule(`${part} failed: ${describeError(error)}`, { cause: error });
  }
}
