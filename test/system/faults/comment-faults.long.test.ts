import { testFaults } from './matrix.ts';

testFaults([
  ['list comments', ['once', 'after training', 'always']],
  ['create a comment', ['once', 'after training', 'always']],
  ['change a comment', ['once', 'after training', 'always']],
  ['delete a comment', ['once', 'always']],
]);
