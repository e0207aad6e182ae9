/** True in the long tests, which run again the files that import this. */
export const everyCase = process.env.CONCLUSIVE_CASES === 'all';

/** Every third case of a class in `npm test`, and all in the long tests. */
export function someOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, at) => everyCase || at % 3 === 0);
}
