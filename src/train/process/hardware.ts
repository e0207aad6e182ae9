/** What this machine has, and what of it each of several runs gets. */

import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, hostname } from 'node:os';
import { MAX_ENVIRONMENT_CHARS, type RunRecord } from '../../records/record.ts';
import { type Card, type CardList, listCards } from './cards.ts';
import { seenCards } from './visible-cards.ts';

export type Hardware = { readonly machine: string; readonly node: string } & Pick<
  RunRecord['cost'],
  'gpu' | 'driver'
>;

let known: Promise<CardList> | undefined;

/** The list of the first call, because the tools take seconds on some machines. */
export function knownCards(): Promise<CardList> {
  known ??= listCards(process.env);
  return known;
}

/** @param environment of the process, which may see some of the GPUs only */
export async function describeHardware(environment = process.env): Promise<Hardware> {
  return findHardware(environment, await knownCards());
}

export function findHardware(environment: NodeJS.ProcessEnv, list: CardList): Hardware {
  const cards = seenCards(list, environment) ?? list.cards;
  const each = (text: (card: Card) => string) => bounded([...new Set(cards.map(text))].join(', '));
  const [gpu, driver] = [each(({ name }) => name), each((card) => card.driver)];
  return {
    machine: bounded(cpus()[0]?.model.trim() || process.arch),
    // Slurm may run several nodes on one host, and calls them its own way.
    node: bounded(process.env.SLURMD_NODENAME || hostname()),
    ...(gpu !== '' && { gpu }),
    ...(driver !== '' && { driver }),
  };
}

function bounded(text: string): string {
  return text.slice(0, MAX_ENVIRONMENT_CHARS);
}

/**
 * Physical cores that this process may use. Without information (macOS, Windows, many virtual machines): the number of processors.
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

/** Threads of one run, so that parallel runs have a thread per core. */
export function threadsOfRun(cores: number, parallel: number): number {
  return Math.max(1, Math.floor(cores / parallel));
}
