import { describe, expect, it } from 'vitest';
import {
  PREPARATION_NAMES,
  preparationNamed,
} from '../../../../../app/signal/preparations/index.ts';
import { shownPreparation } from '../../../../../main/learning/interpretation/shown-preparation.ts';

describe.each(PREPARATION_NAMES)('%s', (name) => {
  it('says of every number what it means', () => {
    const { inputParts, inputLength } = preparationNamed(name);
    let next = 0;
    for (const part of inputParts) {
      expect(part.start).toBe(next);
      expect(part.length).toBeGreaterThan(0);
      next += part.length;
    }
    expect(next).toBe(inputLength);
    expect(new Set(inputParts.map((part) => part.name)).size).toBe(inputParts.length);
  });

  it('is shown as a signal', () => {
    const shown = preparationNamed(shownPreparation(name));
    expect(shown.inputParts.some(({ startOffsetMs }) => startOffsetMs !== null)).toBe(true);
  });
});
