/** Lists that a server gives page by page. The addresses in its links are not followed: they may lead anywhere, or in a circle. */

const MAX_PAGES = 100;
export const PAGE_SIZE = 100;

interface Page<Item> {
  readonly items: readonly Item[];
  /** The header `link`. */
  readonly link: string | undefined;
}

/**
 * @param ask for one page, counted from 1
 * @returns what is listed, once each
 * @throws Error where the list does not end
 */
export async function listPages<Item extends { readonly id: number }>(
  ask: (page: number) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found = new Map<number, Item>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const { items, link = '' } = await ask(page);
    const known = found.size;
    for (const item of items) if (!found.has(item.id)) found.set(item.id, item);
    // A server that knows no pages answers with the same list to each.
    if (found.size === known || !/rel="?next"?/.test(link)) return [...found.values()];
  }
  throw new Error(`the list has more than ${MAX_PAGES} pages`);
}
