/** What doctor says about the GPUs: how many runs train at a time, and on which cards. */
import type { Config } from '../../config/schema/schema.ts';
import type { Finding } from '../../report/examination.ts';
import { groupBy } from '../../stats/group-by.ts';
import {
  type Card,
  type CardList,
  describeCard,
  describeKind,
  gigabytes,
  isInUse,
} from '../../train/process/cards.ts';
import { cardsOfRuns, type SeenCard, seenCards, variableOf } from '../../train/process/visible-cards.ts';
import { enumerate, firstOf } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';

const MOST_SHOWN = 8;

const say = (message: string): Finding => ({ topic: 'gpus', status: 'note', message });

/** Proposes the free cards of the most common kind. Runs use every card that is allowed, so that the same config uses the same cards. */
export function examineCards(
  { gpus }: Config['limits'],
  list: CardList,
  env: NodeJS.ProcessEnv,
): readonly Finding[] {
  if (list.problem !== null) return [say(`not counted, because ${list.problem}`)];
  const seen = seenCards(list, env);
  if (seen === null)
    return [
      say(
        `${kindsOf(list.cards)}: CUDA counts different cards in another order; set CUDA_DEVICE_ORDER=PCI_BUS_ID, so that CUDA_VISIBLE_DEVICES counts them as nvidia-smi does`,
      ),
    ];
  const used = gpus === undefined ? seen : (cardsOfRuns(list, gpus, env) ?? seen);
  if (used.length === 0) return [];
  const best = bestOf(seen);
  const busy = used.filter(isInUse);
  const isMixed = new Set(used.map(describeKind)).size > 1;
  const isFine = busy.length === 0 && !isMixed;
  if (gpus !== undefined && isFine) return [];
  const notes = [
    ...(busy.length > 0 ? [`in use by other programs: ${firstOf(busy.map(describeUse), MOST_SHOWN)}`] : []),
    ...(isMixed ? ['different cards train at different speeds, and results can differ'] : []),
  ];
  const fix = `${gpus === undefined ? 'if the training uses GPUs, ' : ''}${propose(best, list, env)}`;
  return [say([`${kindsOf(used)}${seesOf(used, gpus)}`, ...notes, fix].join('; '))];
}

function seesOf({ length }: readonly Card[], gpus: number | undefined): string {
  if (gpus !== undefined) return '';
  return length === 1 ? ', which all runs share' : ', and every run sees all of them';
}

/** Returns the largest group of equal free cards. If two groups are as large, the cards with more memory win. */
function bestOf(seen: readonly SeenCard[]): readonly SeenCard[] {
  const free = seen.filter((card) => !isInUse(card));
  const kinds = [...groupBy(free, describeKind).values()];
  const memoryOf = ([card]: readonly SeenCard[]) => card?.totalBytes ?? 0;
  return kinds.sort((a, b) => b.length - a.length || memoryOf(b) - memoryOf(a))[0] ?? [];
}

function propose(best: readonly SeenCard[], list: CardList, env: NodeJS.ProcessEnv): string {
  const { length } = best;
  if (length === 0) return 'wait, because no card is free';
  const limits = `limits: { gpus: ${length} }`;
  const effect = length === 1 ? 'one run at a time' : 'one card per run';
  const given = cardsOfRuns(list, length, env);
  const uuidsOf = (cards: readonly Card[] | null) =>
    cards?.map(({ uuid, index }) => `${uuid} ${index}`).join();
  if (uuidsOf(given) === uuidsOf(best)) return `write ${limits} for ${effect}`;
  const needsOrder =
    list.tool === 'nvidia-smi' &&
    env.CUDA_DEVICE_ORDER !== 'PCI_BUS_ID' &&
    new Set(list.cards.map(describeKind)).size > 1 &&
    best.some(({ shownAs }) => /^\d/.test(shownAs));
  const named = `${variableOf(list)}=${best.map(({ shownAs }) => shownAs).join(',')}`;
  const set = needsOrder ? `CUDA_DEVICE_ORDER=PCI_BUS_ID ${named}` : named;
  return `run "export ${set}" and write ${limits} for ${effect}`;
}

/** `2 GPUs (A100, 80 GB) and 1 GPU (T4, 15 GB)`. */
function kindsOf(cards: readonly Card[]): string {
  const kinds = [...groupBy(cards, describeKind).values()];
  return enumerate(
    kinds.map((alike) => `${plural(alike.length, 'GPU')} (${alike.slice(0, 1).map(describeKind)})`),
  );
}

function describeUse(card: Card): string {
  const taken = card.usedBytes === null ? '' : `, ${gigabytes(card.usedBytes)} taken`;
  const by = card.programs === 0 ? '' : ` by ${plural(card.programs, 'program')}`;
  return `${describeCard(card)}${taken}${by}`;
}
