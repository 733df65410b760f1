import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSeeds } from '../../../../../app/learning/seeds.ts';
import {
  DEFAULT_PROTOCOL_FORM,
  parseProtocolForm,
} from '../../../../../renderer/features/protocols/protocol-form.ts';

test('seeds are single numbers and ranges', () => {
  expect(parseSeeds('1, 2,5-7')).toEqual([1, 2, 5, 6, 7]);
  expect(parseSeeds('3–4')).toEqual([3, 4]);
});

test.each(['', 'x', '1,', '1, 1', '2-1', '1-21', '1.5', '-1', '1-5, 5'])(
  'seeds "%s" are refused',
  (text) => {
    expect(parseSeeds(text)).toBeNull();
  },
);

test('any list of different seeds is read as it is', () => {
  const lists = fc.uniqueArray(fc.nat(1e8), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lists, (seeds) => {
      expect(parseSeeds(seeds.join(', '))).toEqual(seeds);
    }),
  );
});

test('a run needs a folder and a network', () => {
  expect(parseProtocolForm(DEFAULT_PROTOCOL_FORM)).toBeNull();
  const form = { ...DEFAULT_PROTOCOL_FORM, dataFolder: ' /data ' };
  expect(parseProtocolForm(form)).toMatchObject({ dataFolder: '/data', seeds: [1] });
  expect(parseProtocolForm({ ...form, networks: [] })).toBeNull();
});
