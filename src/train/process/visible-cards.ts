/** Which GPUs a process sees, and which one each of several runs gets. */
import { UserError } from '../../config/user-error.ts';
import { type Card, type CardList, describeKind } from './cards.ts';

const VARIABLES = [
  'CUDA_VISIBLE_DEVICES',
  'HIP_VISIBLE_DEVICES',
  'ROCR_VISIBLE_DEVICES',
  'ZE_AFFINITY_MASK',
] as const;
/** With it, CUDA counts cards as nvidia-smi does; without, the fastest comes first. */
const ORDER = 'CUDA_DEVICE_ORDER';
const IN_ORDER = 'PCI_BUS_ID';

/** Drivers ignore the first invalid name and everything after it. */
function validNames(list: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  const end = names.findIndex((name) => !/^(?:\d+(?:\.\d+)?|(?:GPU|MIG)-[\w/-]+)$/.test(name));
  return end < 0 ? names : names.slice(0, end);
}

function namesIn(list: string): readonly string[] {
  return [...new Set(validNames(list))];
}

/** CUDA shows no card at all for a list that names one twice. */
function hasRepeats(list: string): boolean {
  return namesIn(list).length < validNames(list).length;
}

/** A card, and its name in the variable that limits the cards. */
export interface SeenCard extends Card {
  readonly shownAs: string;
}

/** The variable that names cards of this tool's maker. */
export function variableOf({ tool }: CardList): 'CUDA_VISIBLE_DEVICES' | 'HIP_VISIBLE_DEVICES' {
  return tool === 'nvidia-smi' ? 'CUDA_VISIBLE_DEVICES' : 'HIP_VISIBLE_DEVICES';
}

/**
 * In the order in which the process counts them. HIP counts only cards that `ROCR_VISIBLE_DEVICES` shows.
 *
 * @returns null if cards of different kinds are named by numbers of CUDA's own order
 */
export function seenCards(list: CardList, env: NodeJS.ProcessEnv): readonly SeenCard[] | null {
  const { CUDA_VISIBLE_DEVICES: cuda, HIP_VISIBLE_DEVICES: hip, ROCR_VISIBLE_DEVICES: rocr } = env;
  const all = list.cards.flatMap((card) => (card.instances.length > 0 ? card.instances : [card]));
  if (list.tool === 'rocm-smi') {
    const left = rocr === undefined ? list.cards : choose(list.cards, rocr);
    const visible = hip ?? cuda;
    const seen = visible === undefined ? left : choose(left, visible);
    return seen.map((card) => ({ ...card, shownAs: String(left.indexOf(card)) }));
  }
  const named = (cards: readonly Card[]) =>
    cards.map((card) => ({
      ...card,
      shownAs: card.uuid.startsWith('MIG-') ? card.uuid : String(card.index),
    }));
  if (cuda === undefined) return named(all);
  const isMixed = new Set(list.cards.map(describeKind)).size > 1;
  if (isMixed && env[ORDER] !== IN_ORDER && namesIn(cuda).some((name) => /^\d/.test(name))) return null;
  return hasRepeats(cuda) ? [] : named(choose(list.cards, cuda));
}

/** In MIG mode, programs see only the first instance of a card, unless they name another. */
function choose(cards: readonly Card[], visible: string): readonly Card[] {
  const chosen: Card[] = [];
  for (const name of namesIn(visible)) {
    const found = /^\d/.test(name)
      ? cards.slice(Number(name), Number(name) + 1)
      : [...cards, ...cards.flatMap(({ instances }) => instances)].filter(({ uuid }) =>
          uuid.toLowerCase().startsWith(name.toLowerCase()),
        );
    const [card] = found;
    if (card === undefined || found.length > 1) break;
    chosen.push(card.instances[0] ?? card);
  }
  return chosen;
}

/**
 * The one GPU that a run sees, by the variables of CUDA, ROCm and oneAPI. Slots take the GPUs in turn.
 *
 * @param place of the run among parallel ones, from 0
 * @param gpus null: the run sees what the machine's owner allows
 * @param env of the machine's owner; the first GPUs that it shows are used
 */
export function gpuOfRun(
  place: number,
  gpus: number | null,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  if (gpus === null) return {};
  const index = place % gpus;
  const shown = (variable: (typeof VARIABLES)[number]) => namesIn(env[variable] ?? '')[index];
  const [cuda, hip] = [shown('CUDA_VISIBLE_DEVICES'), shown('HIP_VISIBLE_DEVICES')];
  const own = String(index);
  return {
    CUDA_VISIBLE_DEVICES: cuda ?? hip ?? own,
    HIP_VISIBLE_DEVICES: hip ?? cuda ?? own,
    ZE_AFFINITY_MASK: shown('ZE_AFFINITY_MASK') ?? own,
    ...(cuda === undefined && env[ORDER] === undefined && { [ORDER]: IN_ORDER }),
  };
}

/** The cards of the runs at places 0 to n − 1; null where that cannot be known. */
export function cardsOfRuns(list: CardList, gpus: number, env: NodeJS.ProcessEnv): readonly Card[] | null {
  const cards = Array.from({ length: gpus }, (_, place) =>
    seenCards(list, { ...env, ...gpuOfRun(place, gpus, env) }),
  );
  return cards.includes(null) ? null : cards.flatMap((seen) => seen?.slice(0, 1) ?? []);
}

/** The variables that limit the cards of this maker; all of them if the maker is unknown. */
function variablesOf({ tool, cards }: CardList, { HIP_VISIBLE_DEVICES: hip }: NodeJS.ProcessEnv) {
  if (cards.length === 0) return VARIABLES;
  if (tool === 'nvidia-smi') return ['CUDA_VISIBLE_DEVICES'] as const;
  // HIP reads CUDA's variable only without its own.
  const ofHip = hip === undefined ? 'CUDA_VISIBLE_DEVICES' : 'HIP_VISIBLE_DEVICES';
  return ['ROCR_VISIBLE_DEVICES', ofHip] as const;
}

/** @throws UserError where two runs would share a GPU, or one would see none and train on the processor */
export function requireGpus(gpus: number, list: CardList, env: NodeJS.ProcessEnv): void {
  const fix = (shown: number) => (shown === 0 ? 'remove limits.gpus' : `write limits.gpus: ${shown}`);
  for (const variable of variablesOf(list, env)) {
    const visible = env[variable];
    if (visible === undefined) continue;
    const shown = namesIn(visible).length;
    if (shown < gpus)
      throw new UserError(
        `limits.gpus: ${gpus}, but ${variable}=${visible} shows ${shown}; ${fix(shown)}, or change the variable`,
      );
  }
  if (list.cards.length === 0) return;
  const found = cardsOfRuns(list, gpus, env);
  const different = new Set(found?.map(({ uuid, index }) => `${uuid} ${index}`)).size;
  if (found !== null && different < gpus)
    throw new UserError(
      `limits.gpus: ${gpus}, but ${list.tool} lists ${different} that runs can use; ${fix(different)}, or name others in ${variableOf(list)}`,
    );
}
