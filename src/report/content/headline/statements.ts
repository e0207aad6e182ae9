/** Reasons and advice begin with the statement that matters most. */
const END = /; |\. /;

/** `['all 3 runs crashed', 'the first: NameError']` */
export function splitStatement(text: string): readonly [first: string, rest: string] {
  const end = END.exec(text);
  return end === null ? [text, ''] : [text.slice(0, end.index), text.slice(end.index + end[0].length)];
}
