/** Publishes a result's page and its config's history on the branch of GitHub Pages. */
import { createHash } from 'node:crypto';
import { info } from '@actions/core';
import {
  HISTORY_SCHEMA,
  type History,
  type HistoryEntry,
  historySchema,
  withEntry,
} from '../../report/history/history.ts';
import { USUAL_CONFIG } from '../config-identity.ts';
import type { EventContext } from '../event/context.ts';
import { PublishError } from '../publish-error.ts';
import type { Deadline } from '../request/deadline.ts';
import type { RunnerVariables } from '../runner-variables.ts';
import { type Branch, type Change, pushToBranch, type Standing } from './branch.ts';

const PAGES_BRANCH = 'gh-pages';
const FOLDER = 'conclusive';
const MAX_REPORTS = 20;
/** The largest known page has 700 kB. */
const MAX_PAGE_CHARS = 2_000_000;
const MAX_HISTORY_CHARS = 4_000_000;
const REPORT = /^[0-9a-f]{7,64}\.html$/;

/**
 * Allows results of the default branch only: nobody has reviewed others.
 *
 * @param isByHand whether the inputs name other commits than the event
 * @returns the reason against it
 */
export function whyNoPages(context: EventContext, isByHand: boolean): string | null {
  if (context.kind !== 'commits' || context.governedByBase)
    return 'only results of the default branch are published';
  if (isByHand) return 'the inputs base and head are not commits of the default branch';
  if (context.base === null) return 'the event does not name the default branch';
  return context.mayBeProposed ? 'this is not the default branch' : null;
}

export function pagesBranch(
  environment: Pick<RunnerVariables, 'GITHUB_SERVER_URL' | 'GITHUB_REPOSITORY'>,
  token: string,
): Branch | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  if (server === undefined) return null;
  return {
    remote: `${server}/${repository}.git`,
    name: PAGES_BRANCH,
    token: token === '' ? null : token,
  };
}

export interface Pages {
  readonly branch: Branch;
  readonly config: string;
  readonly entry: HistoryEntry;
  readonly html: string;
  renderHistory(history: History, reports: ReadonlyMap<string, string>): string;
}

/** @throws PublishError */
export async function publishPages(pages: Pages, deadline: Deadline): Promise<void> {
  const folder = `${FOLDER}/${folderName(pages.config)}`;
  await pushToBranch(pages.branch, deadline, (standing) => changeOf(pages, folder, standing));
  info(`the report is on the branch ${pages.branch.name}, and its history in ${folder}/index.html`);
}

async function changeOf(
  { config, entry, html, branch, renderHistory }: Pages,
  folder: string,
  standing: Standing,
): Promise<Change> {
  const file = `${folder}/history.json`;
  const known = parseHistory(await standing.read(file), config, `${branch.name}:${file}`);
  const history = withEntry(known, entry);
  const existing = (await standing.list(`${folder}/reports`))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .filter((name) => REPORT.test(name));
  const own = `${entry.commit}.html`;
  const isSmall = html.length <= MAX_PAGE_CHARS;
  const available = new Set(isSmall ? [...existing, own] : existing.filter((name) => name !== own));
  const newest = history.entries.map(({ commit }) => `${commit}.html`).filter((name) => available.has(name));
  const kept = new Set(newest.slice(-MAX_REPORTS));
  const links = new Map([...kept].map((name) => [name.slice(0, -'.html'.length), `reports/${name}`]));
  return {
    message: `Report of ${entry.commit.slice(0, 7)}: ${entry.verdict}`,
    write: new Map([
      [file, `${JSON.stringify(history)}\n`],
      [`${folder}/index.html`, renderHistory(history, links)],
      ...(kept.has(own) ? [[`${folder}/reports/${own}`, html] as const] : []),
    ]),
    remove: existing.filter((name) => !kept.has(name)).map((name) => `${folder}/reports/${name}`),
  };
}

/** Refuses to overwrite a file that is not this config's history. */
function parseHistory(text: string | null, config: string, place: string): History {
  if (text === null) return { schema: HISTORY_SCHEMA, config, entries: [] };
  const refuse = () =>
    new PublishError(
      `cannot publish the report: ${place} is not the history of ${config}; move the file, and the next run starts a new history`,
    );
  if (text.length > MAX_HISTORY_CHARS) throw refuse();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse();
  }
  const history = historySchema.safeParse(parsed);
  if (!history.success || history.data.config !== config) throw refuse();
  return history.data;
}

/** A digest makes other paths unique. */
function folderName(config: string): string {
  if (config === USUAL_CONFIG) return 'conclusive';
  const digest = createHash('sha256').update(config).digest('hex').slice(0, 8);
  return `${config
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 60)}-${digest}`;
}
