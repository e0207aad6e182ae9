/** The built files: in a clone those of the action, in a package its own. */
import { existsSync } from 'node:fs';

const isClone = existsSync(new URL('../../rolldown.config.js', import.meta.url));

export const DIST = new URL(isClone ? '../../dist/' : './dist/', import.meta.url);
