import { expect, it } from 'vitest';
import { NO_GROUP } from '../../../../app/domain/group-edits.ts';
import { needOfLook, spreadSample, summariseGroups } from '../../../../app/groups/group-summary.ts';

const reading = {
  // Beat id 4 was deleted, id 7 inserted after the groups were formed.
  groupOf: Uint16Array.from([0, 0, 0, 1, 1, NO_GROUP]),
  beatId: Uint32Array.from([1, 2, 3, 5, 6, 7]),
  sample: Uint32Array.from([100, 300, 500, 600, 900, 1100]),
  beatClass: Uint8Array.from([0, 0, 2, 2, 0, 0]),
  modelClass: Uint8Array.from([0, 0, 0, 2, 255, 0]),
  confidence: Uint8Array.from([254, 254, 127, 254, 255, 254]),
};

it('sums up what is in each group now, and counts what is in none', () => {
  const { groups, ungrouped } = summariseGroups(reading);
  expect(ungrouped).toBe(2);
  expect(groups).toHaveLength(2);
  const [usual, other] = groups;
  expect(usual).toMatchObject({
    group: 0,
    byClass: [2, 0, 1, 0, 0],
    beatClass: 0,
    disagreement: 0,
    medianRrSamples: 200,
  });
  expect(usual?.mixed).toBeCloseTo(1 / 3);
  expect(usual?.confidence).toBeCloseTo((1 + 1 + 0.5) / 3);
  expect(other).toMatchObject({ group: 1, beatClass: 2, mixed: 0, confidence: 1 });
});

it('wants a look at mixed, doubtful and small groups first', () => {
  const [mixed, pure] = summariseGroups(reading).groups;
  if (mixed === undefined || pure === undefined) throw new Error('two groups');
  expect(needOfLook(mixed)).toBeGreaterThan(needOfLook({ ...mixed, mixed: 0 }));
  const members = Uint32Array.from({ length: 1000 }, (_, row) => row);
  expect(needOfLook(pure)).toBeGreaterThan(needOfLook({ ...pure, members }));
});

it('takes a sample from the whole recording', () => {
  const members = Uint32Array.from({ length: 1000 }, (_, row) => row);
  expect([...spreadSample(members, 4)]).toEqual([0, 250, 500, 750]);
  expect(spreadSample(members, 2000)).toBe(members);
});
