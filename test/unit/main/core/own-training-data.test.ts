import { expect, it } from 'vitest';
import { wasTrainedOn } from '../../../../main/core/own-training-data.ts';
import { recordingFingerprint } from '../../../../main/imports/recording-fingerprint.ts';
import type { StoredModel } from '../../../../main/store/queries/models.ts';

function model(id: string, parentId: string | null, training: object): StoredModel {
  const card = { training };
  return { id, name: id, parentId, createdAt: '', shipped: false, sha256: '', card };
}

const BASE = model('base', null, {
  records: ['101', '208'],
  fingerprints: { '208': 'that of MIT-BIH 208' },
});
const TUNED = model('tuned', 'base', { records: ['5f1c'] });
const MODELS = new Map([BASE, TUNED].map((each) => [each.id, each]));
const byId = (id: string) => MODELS.get(id) ?? null;

it.each([
  ['a record that the base learned from', TUNED, '101', 'any', true],
  ['a recording whose corrections it learned from', TUNED, 'anything', '5f1c', true],
  ['a recording that only a later model learned from', BASE, 'anything', '5f1c', false],
  ['another record', TUNED, '233', 'any', false],
  ['a record of the same name and content', BASE, '208', 'any', true],
] as const)('says of %s whether the model was trained on it', (_, from, name, id, expected) => {
  const fingerprint = () => 'that of MIT-BIH 208';
  expect(wasTrainedOn(from, { id, name, fingerprint }, byId)).toBe(expected);
});

it('is not misled by another record of the same name, where the card knows the content', () => {
  const recording = { id: 'any', name: '208', fingerprint: () => 'another' };
  expect(wasTrainedOn(BASE, recording, byId)).toBe(false);
});

it('takes a card of another layout, and models made from each other, for no training data', () => {
  const odd = model('odd', 'odd', { records: 7 });
  const recording = { id: 'any', name: '208', fingerprint: () => '' };
  expect(wasTrainedOn(odd, recording, () => odd)).toBe(false);
});

const LEAD = { units: 'mV', gainPerUnit: 200, baseline: 0, calibrated: true };

function recording(names: readonly string[], values: Record<string, number>) {
  return {
    sampleRateHz: 10,
    sampleCount: 4000,
    leads: names.map((name) => ({ ...LEAD, name })),
    read: (lead: number, start: number, end: number) =>
      new Int16Array(end - start).fill(values[names[lead] ?? ''] ?? 0),
  };
}

it('knows a recording by its beginning, in whatever order its leads are', () => {
  const values = { MLII: 5, V1: 7 };
  const known = recordingFingerprint(recording(['MLII', 'V1'], values));
  expect(recordingFingerprint(recording(['V1', 'MLII'], values))).toBe(known);
  expect(recordingFingerprint(recording(['MLII', 'V1'], { ...values, MLII: 6 }))).not.toBe(known);
  const longer = { ...recording(['MLII', 'V1'], values), sampleCount: 4001 };
  expect(recordingFingerprint(longer)).not.toBe(known);
});
