/** Lists pages by number, because a server's links may lead anywhere. */

const MAX_PAGES = 100;
export const PAGE_SIZE = 100;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** @param ask for one page, counted from 1 @returns each item once */
export async function listPages<Item extends { readonly id: number }>(
  ask: (page: number) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found = new Map<number, Item>();
  const add = (items: readonly Item[]) => {
    for (const item of items) if (!found.has(item.id)) found.set(item.id, item);
  };
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { items, headers } = await ask(page);
    const known = found.size;
    add(items);
    // A server without pages gives the same list each time.
    const isRepeated = items.length > 0 && found.size === known;
    const isLast = isRepeated || items.length === 0 || !mayGoOn(items.length, found.size, headers);
    // Removals meanwhile may have moved items to the page before.
    if (page > 1 && !isRepeated) add((await ask(page - 1)).items);
    if (isLast) return [...found.values()];
  }
  throw new Error(`the list has more than ${MAX_PAGES} pages`);
}

/** GitHub links to the next page, Gitea gives a total, and a proxy may drop either. */
function mayGoOn(ofPage: number, found: number, headers: Page<never>['headers']): boolean {
  const { link = '', 'x-total-count': total = 0 } = headers;
  return /rel="?next"?/.test(String(link)) || ofPage >= PAGE_SIZE || Number(total) > found;
}
