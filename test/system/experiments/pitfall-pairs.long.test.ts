/** Of each check the first pair of fixtures/pitfalls. All others: `pitfall-pairs.slow.test.ts`. */
import { readPairs } from '../../support/pitfall-pairs.ts';
import { byCheck, testPairs } from './test-pairs.ts';

testPairs(byCheck(await readPairs()).first);
