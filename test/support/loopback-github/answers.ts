/** Calls, answers, pages and refusals. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCS = 'https://docs.github.com/rest';

export function refuse(status: number, message: string, documentation = DOCS): Answer {
  return { status, body: { message, documentation_url: documentation, status: String(status) } };
}

export function forbidden(): Answer {
  return {
    ...refuse(403, 'Resource not accessible by integration'),
    headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' },
  };
}

export function invalid(message: string, errors: readonly object[] = []): Answer {
  return { status: 422, body: { message, errors, documentation_url: DOCS, status: '422' } };
}

/** One page of a list, with GitHub's links. */
export function page<Item>(
  { path, query }: Call,
  { apiUrl }: { readonly apiUrl: string },
  items: readonly Item[],
  json: (item: Item) => unknown,
): Answer {
  const perPage = Math.min(Number(query.per_page ?? 30), 100);
  const number = Number(query.page ?? 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const link = (relation: string, to: number) =>
    `<${apiUrl}${path}?per_page=${perPage}&page=${to}>; rel="${relation}"`;
  const links = [
    ...(number > 1 ? [link('prev', number - 1)] : []),
    ...(number < last ? [link('next', number + 1), link('last', last)] : []),
    ...(number > 1 ? [link('first', 1)] : []),
  ];
  return {
    status: 200,
    body: items.slice((number - 1) * perPage, number * perPage).map((item) => json(item)),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}
