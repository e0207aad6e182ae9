import type { Outcome } from '../verdict/outcome.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import { compose } from './compose.ts';
import type { Part, ReportDocument } from './document.ts';
import { blocksMarkdown, foldedMarkdown } from './markdown/blocks.ts';
import { inlineMarkdown } from './markdown/inline.ts';
import { join, link, type Phrase, say, strong } from './phrase.ts';
import { viewOf } from './view.ts';

/** GitHub answers 422 "Body is too long" above 65,536 characters; the rest is for what others may add. */
export const MAX_COMMENT_CHARS = 60_000;
const MIN_COMMENT_CHARS = 12_000;
const CHART_POINTS = 60;

export interface CommentOptions {
  readonly maxChars?: number;
  /** Stands in the headline if a repository has several experiments. */
  readonly configName?: string;
  /** Label that accepts a failed gate; '' for none. */
  readonly acceptedLabel?: string;
  /** What the comment of an earlier push found; null if there was none. */
  readonly before?: Outcome | null;
  readonly links?: {
    readonly run?: string;
    readonly artifact?: string;
    readonly page?: string;
  };
}

/** Cuts whole parts above the limit, the least important first. */
export function renderComment(result: ExperimentResult, options: CommentOptions = {}): string {
  const {
    maxChars = MAX_COMMENT_CHARS,
    configName = null,
    links = {},
    before = null,
    acceptedLabel = '',
  } = options;
  if (maxChars < MIN_COMMENT_CHARS)
    throw new RangeError(`renderComment requires maxChars of at least ${MIN_COMMENT_CHARS}, got ${maxChars}`);
  const view = viewOf(result);
  const document = compose(view, {
    configName,
    before,
    acceptedLabel,
    chartPoints: CHART_POINTS,
    report: openReport(links),
  });
  return fitted(document, maxChars, links);
}

export function renderMarkdown(document: ReportDocument): string {
  return fitted(document, MAX_COMMENT_CHARS, {});
}

function fitted(
  document: ReportDocument,
  maxChars: number,
  links: NonNullable<CommentOptions['links']>,
): string {
  const parts = [
    ...document.lead.map((part) => ({ part, folded: false })),
    ...document.folded.map((part) => ({ part, folded: true })),
  ];
  const written = parts.map(({ part, folded }) => ({
    part,
    text: folded ? foldedMarkdown(part) : blocksMarkdown(part.blocks),
  }));
  const cutFirst = [...written].sort((a, b) => b.part.rank - a.part.rank);
  const cut = new Set<Part>();
  for (;;) {
    const kept = written.filter(({ part }) => !cut.has(part));
    const texts = [
      `### ${inlineMarkdown(document.headline)}`,
      ...kept.map(({ text }) => text),
      footer(cut, links),
    ];
    const comment = `${texts.filter((text) => text !== '').join('\n\n')}\n`;
    const next = cutFirst.find(({ part }) => !cut.has(part) && part.rank > 0);
    if (comment.length <= maxChars || next === undefined) return comment;
    cut.add(next.part);
  }
}

function openReport({ page, artifact }: NonNullable<CommentOptions['links']>): Phrase {
  const open = link('Open the report', page ?? artifact);
  return open.length === 0 ? [] : [strong(...open)];
}

function footer(cut: ReadonlySet<Part>, links: NonNullable<CommentOptions['links']>): string {
  const names = [...cut].map(({ name }) => name.toLowerCase().replace(/:.*/, '')).join(', ');
  const note = cut.size === 0 ? kept(links) : say`Cut to fit: ${names}. ${whole(links)}`;
  return note.length === 0 ? '' : `<sub>${inlineMarkdown(note)}</sub>`;
}

function kept({ artifact }: NonNullable<CommentOptions['links']>): Phrase {
  return artifact === undefined ? [] : say`Records and report: ${link('the artifact', artifact)}.`;
}

function whole({ run, artifact }: NonNullable<CommentOptions['links']>): Phrase {
  const places = join([link('the artifact', artifact), link('the run', run)], ', ');
  return places.length === 0
    ? say`The whole report is in the output folder.`
    : say`The whole report: ${places}.`;
}
