/** Cores of the processor. Two hyper-threads of a core share its arithmetic, so that two training threads on them gain little. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * Physical cores that this process may use. Where the system does not tell (macOS, Windows, many virtual machines), as many as there are
 * processors.
 *
 * @param root of the file system
 */
export function physicalCores(root = '', processors = availableParallelism()): number {
  try {
    const status = readFileSync(`${root}/proc/self/status`, 'latin1');
    const allowed = expand(/^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? '');
    const siblings = allowed.map((processor) =>
      readFileSync(
        `${root}/sys/devices/system/cpu/cpu${processor}/topology/thread_siblings_list`,
        'latin1',
      ).trim(),
    );
    const cores = new Set(siblings).size;
    return cores === 0 ? processors : Math.min(cores, processors);
  } catch {
    return processors;
  }
}

/** `0-2,8` as 0, 1, 2, 8. */
function expand(list: string): readonly number[] {
  return list.split(',').flatMap((range) => {
    const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
    if (first === '') return [];
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  });
}
