import { describe, expect, it } from 'vitest';
import { searchItems } from '../../../../../renderer/features/palette/search.ts';

const ITEMS = [
  ['label ventricular, then step on', 'Label'],
  ['next beat of the filter', 'Beats'],
  ['Theme: Dark', 'setting'],
  ['Запись 7', 'recording'],
  ['patient’s longest pause', 'bookmark'],
].map(([text = '', kind = ''], index) => ({
  id: String(index),
  text,
  kind,
  keys: [],
  run: () => undefined,
}));

function found(text: string): string[] {
  return searchItems(ITEMS, text).map((item) => item.text);
}

describe('searchItems', () => {
  it('shows everything as it comes before anything is typed', () => {
    expect(found(' ')).toEqual(ITEMS.map(({ text }) => text));
  });

  it.each([
    ['vent', 'label ventricular, then step on'],
    ['dark theme', 'Theme: Dark'],
    ['filtr', 'next beat of the filter'],
    ['запись', 'Запись 7'],
    ['bookmark pause', 'patient’s longest pause'],
  ])('finds by “%s”', (text, first) => {
    expect(found(text)[0]).toBe(first);
  });

  it('finds nothing for what is nowhere', () => {
    expect(found('xyzzy')).toEqual([]);
  });
});
