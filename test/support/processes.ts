import { readdirSync, readFileSync } from 'node:fs';

/** Numbers of the processes of a Linux machine that have this in their environment. */
export function processesWith(variable: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(variable);
      } catch {
        // Ended meanwhile, or another user's.
        return false;
      }
    });
}
