import { expect, it } from 'vitest';
import { seedList } from '../../../../main/cli/arguments.ts';

it('takes seeds as the training view does, and none twice', () => {
  expect(seedList('1-5')).toEqual([1, 2, 3, 4, 5]);
  expect(() => seedList('1,1')).toThrow('each once');
});
