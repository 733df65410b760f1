import { expect, test } from 'vitest';
import { takeFirstStart } from '../../../../../renderer/features/shell/first-start.ts';

test('a name is asked for at the first start, and at no other', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  expect([1, 2, 3].map(() => takeFirstStart(storage))).toEqual([true, false, false]);
});
