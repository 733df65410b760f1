import { describe, expect, test } from 'vitest';
import {
  annotationCode,
  annotationDescription,
  annotationMnemonic,
  beatClassOfCode,
  CLASS_MAPPINGS,
  codeOfBeatClass,
  isBeat,
} from '../../../../app/domain/annotation-codes.ts';
import { BEAT_CLASSES } from '../../../../app/domain/beat-class.ts';

const ALL_CODES = Array.from({ length: 64 }, (_, code) => code);

describe('annotation codes', () => {
  test('map to classes as bxb and as the literature does; they differ in escape beats alone', () => {
    const classes = (mapping: (typeof CLASS_MAPPINGS)[number]) =>
      Object.fromEntries(
        BEAT_CLASSES.map((beatClass) => [
          beatClass,
          ALL_CODES.filter((code) => beatClassOfCode(code, mapping) === beatClass)
            .map(annotationMnemonic)
            .join(''),
        ]),
      );
    expect(classes('aami-bxb')).toEqual({ N: 'NLRB', S: 'aJASjen', V: 'VEr', F: 'F', Q: '/Q?f' });
    expect(classes('aami-literature')).toEqual({
      N: 'NLRjBen',
      S: 'aJAS',
      V: 'VEr',
      F: 'F',
      Q: '/Q?f',
    });
  });

  test('are beats except rhythm, noise, flutter waves and the like', () => {
    for (const mnemonic of '~|+![]"^xpt()') {
      expect(isBeat(annotationCode(mnemonic) ?? -1), mnemonic).toBe(false);
    }
    expect(isBeat(0)).toBe(false);
    expect(isBeat(999)).toBe(false);
  });

  test.each(CLASS_MAPPINGS)('written for a class come back as it under %s', (mapping) => {
    for (const beatClass of BEAT_CLASSES) {
      expect(beatClassOfCode(codeOfBeatClass(beatClass), mapping)).toBe(beatClass);
    }
  });

  test('have a mnemonic that leads back to them, or a number in brackets', () => {
    for (const code of ALL_CODES) {
      const mnemonic = annotationMnemonic(code);
      expect(annotationCode(mnemonic)).toBe(mnemonic.length === 1 ? code : null);
    }
    expect(annotationMnemonic(42)).toBe('[42]');
    expect(annotationDescription(42)).toBe('annotation code 42');
    expect(annotationDescription(5)).toBe('premature ventricular contraction');
  });
});
