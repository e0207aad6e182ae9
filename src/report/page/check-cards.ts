/** A card for each check that fails, warns or advises, and a table of all. */
import type { Check } from '../../checks/check.ts';
import { CHECKS, traitsOf } from '../../checks/registry.ts';
import { groupBy } from '../../stats/group-by.ts';
import { capitalised } from '../../words/capitalised.ts';
import { checksByOutcome, checkTable, countOf, listedGroups } from '../content/checks.ts';
import { CHECK_GLYPHS } from '../content/headline/verdict-words.ts';
import { escapeHtml } from '../format/escape.ts';
import { blocksHtml, foldHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import { code, codes, join, plainName, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { checkValue } from './charts/check-value.ts';
import { lossEvidence } from './charts/curves.ts';
import { runEvidence } from './charts/run-evidence.ts';
import { sliceEvidence } from './charts/slices.ts';

const MAX_CARDS = 24;
const MAX_LOCKED = 60;

export function hasCards({ result }: View): boolean {
  return listedGroups(result.checks).length > 0;
}

export function checksHtml(view: View): string {
  const { checks } = view.result;
  const groups = listedGroups(checks);
  const cards = groups.slice(0, MAX_CARDS).map(({ worst, models }) => cardHtml(view, worst, models));
  const { passed, others } = checksByOutcome(view);
  const all = [
    blocksHtml(checkTable(others)),
    unlockHtml(others),
    passed.length === 0 ? '' : foldHtml(`${passed.length} passed`, blocksHtml(checkTable(passed))),
  ].join('\n');
  if (cards.length === 0) return all;
  return [
    `<div class="cards">${cards.join('\n')}</div>`,
    groups.length > cards.length
      ? `<p class="small">${groups.length - cards.length} more are in the table.</p>`
      : '',
    foldHtml(`All checks: ${countOf(checks)}`, all),
  ].join('\n');
}

export function cardId({ result }: View, check: Check): string {
  return `check-${escapeHtml(check.id.replaceAll('/', '-'))}-${result.checks.indexOf(check)}`;
}

function cardHtml(view: View, check: Check, models: readonly string[]): string {
  const { id, status, message, evidence, advice } = check;
  const who = models.length === 0 ? [] : say` · ${join(codes(models), ', ')}`;
  const picture = evidencePicture(view, check);
  const drawn =
    picture === null
      ? ''
      : `<div class="plot" tabindex="0" role="group" aria-label="${picture.label}">${picture.svg}</div><p class="small">${picture.label}</p>`;
  const fix = advice === null ? '' : `<p class="fix">→ ${inlineHtml([prose(sentence(advice))])}</p>`;
  return `<article class="card ${status}" id="${cardId(view, check)}">
<h3>${CHECK_GLYPHS[status]} ${escapeHtml(titleOf(id))}</h3>
<p class="small">${inlineHtml([code(id), ...who])}${moreLink(view, check)}</p>
<p>${inlineHtml([prose(sentence(message))])}</p>
${drawn}${evidence === undefined ? '' : `<p class="small">${inlineHtml([prose(sentence(evidence))])}</p>`}${fix}
</article>`;
}

interface EvidencePicture {
  readonly svg: string;
  /** Trusted words. */
  readonly label: string;
}

/** Losses, runs or slices if the check is about these, else its value against its limit. */
export function evidencePicture(view: View, check: Check): EvidencePicture | null {
  return ownPicture(view, check) ?? labelled(checkValue(check), 'Value against its limit');
}

function ownPicture(view: View, { id, model, metric }: Check): EvidencePicture | null {
  const { picture } = traitsOf(id);
  if (picture === undefined || model === null) return null;
  if (picture === 'losses') return labelled(lossEvidence(view, model), 'Loss by epoch');
  if (picture === 'runs') {
    const shown = metric ?? view.primaryMetrics[0]?.name;
    return shown === undefined ? null : labelled(runEvidence(view, model, shown), 'One dot per run');
  }
  const isNamed = picture === 'named-slices';
  return labelled(sliceEvidence(view, model, isNamed), 'Difference by slice, the worst ones');
}

function labelled(svg: string | null, label: string): EvidencePicture | null {
  return svg === null ? null : { svg, label };
}

/** Capitalises a sentence unless it starts with a name such as `data/test.csv`, and ends it. */
function sentence(message: string): string {
  return message
    .replace(/^[a-z](?=[a-z]*[ :,])/, (letter) => letter.toUpperCase())
    .replace(/[\p{L}\p{N})"%\]]$/u, '$&.');
}

function titleOf(id: string): string {
  const title = CHECKS.find((check) => check.id === id)?.title ?? id.replaceAll(/[-/]/g, ' ');
  return capitalised(title);
}

/** To the section that has more of the same evidence. */
function moreLink({ result, words }: View, { id, model }: Check): string {
  const at = result.models.findIndex(({ name }) => name === model);
  const hasCurve = result.curves.some((curve) => curve.model === model && curve.epochs.length > 1);
  if (id.startsWith('overfitting/') && at >= 0 && hasCurve)
    return ` · <a href="#curves-${at}">learning curve</a>`;
  const { slices = [], sensitivity = [] } = result.details ?? {};
  const isOf = ({ variant }: { readonly variant: string }) => variant === model;
  if (id.startsWith('slices/') && slices.some(isOf))
    return ` · <a href="#examples">slices and ${words.example}s</a>`;
  const isOfSettings = id.startsWith('sensitivity') && sensitivity.some(isOf);
  return isOfSettings ? ' · <a href="#sensitivity">other settings</a>' : '';
}

/** The table says why a check could not be made. */
function unlockHtml(checks: readonly Check[]): string {
  const locked = checks.filter(({ status, advice }) => status === 'not-checked' && advice !== null);
  if (locked.length === 0) return '';
  const groups = [...groupBy(locked, ({ advice }) => advice ?? '').values()];
  const items = groups.slice(0, MAX_LOCKED).map((group) => {
    const names = group.map(({ id, model }) =>
      model === null ? [code(id)] : say`${code(id)} (${plainName(model)})`,
    );
    return `<li>${inlineHtml(say`${join(names, ', ')}: ${prose(group[0].advice ?? '')}`)}</li>`;
  });
  return `<h3>To enable more checks</h3><ul>${items.join('\n')}</ul>`;
}
