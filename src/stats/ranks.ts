/** Ranks from 1 in the order of the input; equal values share their mean rank ("midranks"). */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Array<number>(values.length).fill(0);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++;
    const shared = (start + 1 + end) / 2;
    for (let position = start; position < end; position++) ranks[order[position] as number] = shared;
    start = end;
  }
  return ranks;
}
