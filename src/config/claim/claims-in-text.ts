/** Claims are lines that begin with `Claim:`, and lines of blocks fenced as `claim`. */
import { type Claim, type ClaimWords, MAX_CLAIMS, mayBeEqual, parseClaims } from './claim.ts';

/** GitHub's limit for a description. */
const MAX_TEXT_CHARS = 65_536;

const CLAIM_LINE = /^ {0,3}(?:[-*+] {1,3})?[*_`]{0,3}claim[*_`]{0,3} ?: ?[*_]{0,3}(.*)$/i;
const FENCE = /^ {0,3}(`{3,}|~{3,}) *([\w-]*)/;
/** Templates have these if nothing is claimed. */
const NOTHING = /^(?:n\/a|no claim|nothing|[-–—.…]*)$/i;

export interface ClaimsInText {
  readonly claims: readonly Claim[];
  /** Parts are written by the pull request's author, so escape them. */
  readonly problems: readonly string[];
  /** Variants for which the text says that no change is intended. */
  readonly mayBeEqual: readonly string[];
}

/** A line that is not a claim is reported as a problem, never thrown. */
export function claimsInText(text: string, words: ClaimWords): ClaimsInText {
  const lines = [...new Set(claimLines(text.slice(0, MAX_TEXT_CHARS)))];
  const parsed = lines.slice(0, MAX_CLAIMS).map((line) => parseClaims(line, words));
  const claims = parsed.flatMap((claim) => ('problem' in claim ? [] : claim));
  return {
    claims,
    mayBeEqual: mayBeEqual(lines, claims, words.variants),
    problems: [
      ...parsed.flatMap((claim) => ('problem' in claim ? [claim.problem] : [])),
      ...(lines.length > MAX_CLAIMS ? [`only the first ${MAX_CLAIMS} of ${lines.length} are read`] : []),
    ],
  };
}

/** Readers do not see comments; quotes and other blocks are not the author's claims. */
function claimLines(text: string): string[] {
  const found: string[] = [];
  let fence: { readonly mark: string; readonly isClaim: boolean } | null = null;
  for (const line of text.replace(/<!--[\s\S]*?(?:-->|$)/g, '').split(/\r\n|\r|\n/)) {
    const [, mark, info = ''] = FENCE.exec(line) ?? [];
    if (fence !== null) {
      if (mark?.startsWith(fence.mark)) fence = null;
      else if (fence.isClaim) found.push(CLAIM_LINE.exec(line)?.[1] ?? line);
    } else if (mark !== undefined) fence = { mark, isClaim: info.toLowerCase() === 'claim' };
    else {
      const claim = CLAIM_LINE.exec(line)?.[1];
      if (claim !== undefined) found.push(claim);
    }
  }
  return found.map((line) => line.trim()).filter((line) => !NOTHING.test(line));
}
