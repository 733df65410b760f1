import path from 'node:path';
import { expect, it } from 'vitest';
import { protocolResultSchema } from '../../../../app/contract/protocol-result.ts';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { limitsOf, limitsOfRetrained } from '../../../../main/learning/card-limits.ts';
import { cardMetrics, whyNotOfModel, type MadeModel } from '../../../../main/learning/card-metrics.ts'; // prettier-ignore
import { rhythmForm } from '../../../../main/learning/recipes/rhythm-form.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const RESULT = v.parse(
  protocolResultSchema,
  JSON.parse(readFileSync(path.join(root, 'resources/results/ds1-ds2.json'), 'utf8')),
);
const recipe = (seed: number) =>
  rhythmForm.recipe({ seed, loss: 'twofold', quick: false, protocol: 'ds1-ds2' });
const MODEL: MadeModel = {
  kind: rhythmForm,
  recipe: recipe(7),
  quick: false,
  beats: RESULT.counts.find(({ set }) => set === 'training, rhythm-form')?.before ?? {},
};

it('puts figures on a card only if they are of the same recipe, whatever its seed', () => {
  expect(whyNotOfModel(RESULT, MODEL)).toBeNull();
  const others: readonly (readonly [Partial<MadeModel>, string])[] = [
    [{ quick: true }, 'quick trial'],
    [{ recipe: { ...recipe(7), epochs: 2 } }, 'recipe has changed'],
    [{ kind: { id: 'rhythm-form', members: 5 } }, 'another rule for rhythm'],
    [{ kind: { ...rhythmForm, members: 1 } }, 'another number of networks'],
    [{ kind: { ...rhythmForm, id: 'paper-cosine' } }, 'none of "paper-cosine"'],
    [{ beats: { ...MODEL.beats, N: 1 } }, 'other training beats'],
  ];
  for (const [change, reason] of others) {
    expect(whyNotOfModel(RESULT, { ...MODEL, ...change })).toContain(reason);
  }
  expect(whyNotOfModel({ ...RESULT, quick: true }, MODEL)).toContain('quick trial');
});

it('says of figures which seeds they are of', () => {
  expect(cardMetrics(RESULT, 'rhythm-form', 7)['ds1-ds2-end-to-end']).toMatchObject({
    seeds: [1, 2, 3, 4, 5],
    notes: [
      expect.stringContaining('Classes by'),
      'Of the same recipe trained from seed 1; this model is of seed 7.',
    ],
  });
});

it('means F1 over classes of beats alone: what the detector misses or adds is none of them', () => {
  const metrics = cardMetrics(RESULT, 'rhythm-form', 1);
  for (const metric of Object.values(metrics)) {
    const { seeds, evaluation, overSeeds } = metric as unknown as {
      seeds: number[];
      evaluation: { macroF1: number; byClass: object };
      overSeeds: { macroF1: { value: number } };
    };
    expect(seeds).toHaveLength(5);
    expect(Object.keys(evaluation.byClass)).toEqual(['N', 'S', 'V', 'F', 'Q']);
    expect(evaluation.macroF1).toBeCloseTo(overSeeds.macroF1.value, 2);
  }
});

it('counts the rare classes of the beats that were learned from, and tells a quick trial', () => {
  const source = (record: string, ...beatClass: number[]) => ({
    record,
    beatClass: Uint8Array.from(beatClass),
    counted: Uint32Array.from(beatClass.keys()),
  });
  const sources = [source('101', 0, 3, 4), source('208', 3, 3, 4, 0)];
  const [trial, , rare] = limitsOf({}, sources, true);
  expect(trial).toContain('quick trial');
  expect(rare).toContain('Of 3 fusion beats (F) that it learned from, 2 come from one person (record 208), and only 2 beats are Q'); // prettier-ignore
});

it('says of a retrained model’s limits that they were found with the model it was made from', () => {
  const limits = limitsOfRetrained({ id: 'rhythm-form-2', limits: ['On record 232 it finds 21.'] });
  const ofBase = 'Of the model it was made from (rhythm-form-2): On record 232 it finds 21.';
  expect(limits[1]).toBe(ofBase);
  // A second retraining changes nothing about where it was found.
  expect(limitsOfRetrained({ id: 'retrained-1', limits })).toEqual(limits);
});
