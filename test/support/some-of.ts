/** Every third case of a class in `npm test`. The long tests run the same files with all cases. */
export function someOf<Case>(cases: readonly Case[]): Case[] {
  return cases.filter((_, at) => process.env.CONCLUSIVE_CASES === 'all' || at % 3 === 0);
}
