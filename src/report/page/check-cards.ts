/** A card for each check that warns or fails; the others are folded. */
import type { Check } from '../../checks/check.ts';
import { CHECKS } from '../../checks/registry.ts';
import { plural } from '../../words/plural.ts';
import { alarmingGroups, allChecks, countOf } from '../content/checks.ts';
import { CHECK_GLYPHS } from '../content/headline/verdict-words.ts';
import { tableBlock } from '../document.ts';
import { escapeHtml } from '../format/escape.ts';
import { blocksHtml, foldHtml } from '../html/blocks.ts';
import { inlineHtml } from '../html/inline.ts';
import { code, join, type Phrase, plainName, prose, say } from '../phrase.ts';
import type { View } from '../view.ts';
import { evidencePicture } from './evidence.ts';

const MAX_CARDS = 24;
const MAX_LOCKED = 60;

export function checksHtml(view: View): string {
  const { checks } = view.result;
  const groups = alarmingGroups(checks);
  const cards = groups.slice(0, MAX_CARDS).map(({ worst, models }) => cardHtml(view, worst, models));
  const locked = checks.filter(({ status }) => status === 'not-checked');
  const none = cards.length > 0 ? '' : '<p>No check warns or fails.</p>';
  return [
    none,
    cards.length === 0 ? '' : `<div class="cards">${cards.join('\n')}</div>`,
    groups.length > cards.length
      ? `<p class="small">${groups.length - cards.length} more are in the table.</p>`
      : '',
    locked.length === 0
      ? ''
      : foldHtml(`To unlock: ${plural(locked.length, 'check')} that could not be made`, lockedHtml(locked)),
    foldHtml(`All checks: ${countOf(checks)}`, blocksHtml(tableBlock(allChecks(view)))),
  ].join('\n');
}

function cardHtml(view: View, check: Check, models: readonly string[]): string {
  const { id, status, message, evidence, advice } = check;
  const who =
    models.length === 0
      ? []
      : say` · ${join(
          models.map((model) => say`${code(model)}`),
          ', ',
        )}`;
  const picture = evidencePicture(view, check);
  const drawn =
    picture === null
      ? ''
      : `<div class="plot" tabindex="0" role="group" aria-label="${picture.label}">${picture.svg}</div><p class="small">${picture.label}</p>`;
  const fix = advice === null ? '' : `<p class="fix">Fix: ${inlineHtml([prose(advice)])}</p>`;
  return `<article class="card ${status}" id="check-${escapeHtml(id.replaceAll('/', '-'))}-${view.result.checks.indexOf(check)}">
<h3>${CHECK_GLYPHS[status]} ${escapeHtml(titleOf(id))}</h3>
<p class="small">${inlineHtml([code(id), ...who])}${curveLink(view, check)}</p>
<p>${inlineHtml([prose(sentence(message))])}</p>
${drawn}${evidence === undefined ? '' : `<p class="small">${inlineHtml([prose(evidence)])}</p>`}${fix}
</article>`;
}

/** Capitalises a sentence unless it starts with a name such as `data/test.csv`. */
function sentence(message: string): string {
  return message.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase());
}

function titleOf(id: string): string {
  const title = CHECKS.find((check) => check.id === id)?.title ?? id.replaceAll(/[-/]/g, ' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function curveLink(view: View, { id, model }: Check): string {
  const at = view.result.models.findIndex(({ name }) => name === model);
  const hasCurve = view.result.curves.some((curve) => curve.model === model && curve.epochs.length > 1);
  return id.startsWith('overfitting/') && at >= 0 && hasCurve
    ? ` · <a href="#curves-${at}">learning curve</a>`
    : '';
}

/** Groups the checks by what they miss. */
function lockedHtml(locked: readonly Check[]): string {
  const groups = new Map<string, { readonly check: Check; readonly names: Phrase[] }>();
  for (const check of locked) {
    const key = `${check.message}\n${check.advice}`;
    const known = groups.get(key) ?? { check, names: [] };
    known.names.push(say`${code(check.id)}${check.model === null ? [] : say` (${plainName(check.model)})`}`);
    groups.set(key, known);
  }
  const items = [...groups.values()].slice(0, MAX_LOCKED).map(({ check: { message, advice }, names }) => {
    const how = advice === null ? say`${prose(message)}` : say`${prose(advice)} (${prose(message)})`;
    return `<li>${inlineHtml(join(names, ', '))}<br>to unlock: ${inlineHtml(how)}</li>`;
  });
  return `<ul>${items.join('\n')}</ul>`;
}
