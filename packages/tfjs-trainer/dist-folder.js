/** The built files: in a package its own, in a clone those of the action. */
import { existsSync } from 'node:fs';

const own = new URL('./dist/', import.meta.url);

/** @type {URL} */
export const DIST = existsSync(own) ? own : new URL('../../dist/', import.meta.url);
