import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adjudication } from '../../../../app/contract/readings.ts';
import { bothReadings, ReadingSession, relabel } from '../../../support/reading-session.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

async function adjudication(): Promise<Adjudication> {
  return session.ask('readings:adjudication');
}

async function differingBeats() {
  const { differences } = await adjudication();
  return differences.filter((difference) => difference.kind === 'beat');
}

describe('agreement and adjudication', () => {
  it('compare the signed readings beat by beat', async () => {
    await bothReadings(session);
    const agreement = await session.ask('readings:agreement');
    expect(agreement).toMatchObject({
      first: { reader: 'Ada', version: 1 },
      second: { reader: 'Ben', version: 1 },
      beats: 61,
      agreed: 56,
    });
    expect(agreement.matrix.flat().reduce((a, b) => a + b)).toBe(61);
    expect(agreement.kappa?.value).toBeGreaterThan(0.5);
  });

  it('settle the differences in a reading of its own, and leave both readings as they are', async () => {
    await bothReadings(session);
    await session.as('Cy');
    await session.ask('readings:begin-adjudication');
    expect((await session.ask('recordings:open')).reading).toMatchObject({
      kind: 'adjudicated',
      reader: 'Cy',
      blinded: false,
    });
    const begun = await adjudication();
    expect(begun).toMatchObject({ firstReader: 'Ada', secondReader: 'Ben', adjudicator: 'Cy' });
    expect(
      (await differingBeats()).map(({ sample, first, second, settled }) => [
        sample,
        first?.beatClass ?? null,
        second?.beatClass ?? null,
        settled,
      ]),
    ).toEqual([
      [400, 'S', 'F', null],
      [600, 'N', 'S', null],
      [1200, null, 'N', null],
      [3070, 'V', null, null],
      [4000, 'V', 'N', null],
    ]);
    // What both said is taken over, and cannot be undone.
    expect(await session.classOf(1)).toBe('V');
    await expect(session.ask('edits:undo')).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(session.sign()).rejects.toMatchObject({
      message: '5 differences are not settled yet.',
    });

    const settle = (difference: number, verdict: 'first' | 'second' | 'Q' | 'none') =>
      session.ask('readings:settle', { difference, verdict });
    await settle(0, 'second');
    await settle(1, 'Q');
    await settle(2, 'first');
    await settle(3, 'second');
    const last = await settle(4, 'first');
    expect(last).toMatchObject({ canUndo: true, changed: [{ beatId: 20, beatClass: 'V' }] });
    const settled = async () =>
      (await differingBeats()).map((difference) => [
        difference.settled?.choice ?? null,
        difference.settled?.beatClass ?? null,
      ]);
    const all = [
      ['second', 'F'],
      ['other', 'Q'],
      ['first', null],
      ['second', null],
      ['first', 'V'],
    ];
    expect(await settled()).toEqual(all);
    await session.ask('edits:undo');
    expect(await settled()).toEqual([...all.slice(0, 4), [null, null]]);
    await session.ask('edits:redo');
    await session.restart();
    expect(await settled()).toEqual(all);

    const signed = await session.sign();
    expect(signed).toMatchObject({ reader: 'Cy', number: 1, beatCount: 59 });
    const { readings } = await session.ask('readings:list');
    expect(readings).toMatchObject([
      { kind: 'first', status: 'signed', versions: [{ changedSince: 0 }] },
      { kind: 'second', status: 'signed', versions: [{ changedSince: 0 }] },
      { kind: 'adjudicated', reader: 'Cy', status: 'signed' },
    ]);
    const trail = await session.ask('readings:audit', { reader: 'Cy', first: 0, count: 3 });
    expect(trail.entries.map(({ kind, newClass }) => [kind, newClass])).toEqual([
      ['signed', null],
      ['redo', 'V'],
      ['undo', 'V'],
    ]);
    expect(trail.readers).toEqual(['Ada', 'Ben', 'Cy']);
  });

  it('settle time as beats: what one reader left out and the other did not', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'), relabel(41, 'V'));
    await session.mark(2000, 3000);
    await session.mark(5000, 6000);
    await session.mark(8000, 9000, 'exclude', 0);
    await session.sign();
    await session.as('Ben');
    await session.ask('readings:begin-second');
    await session.edit(relabel(1, 'V'), relabel(2, 'V'), relabel(41, 'V'));
    await session.mark(2000, 3000);
    await session.mark(10_000, 11_000);
    await session.sign();
    // 13,000 samples of one lead; Ada left out 3,000 of them, Ben 2,000, both 1,000.
    const { time } = await session.ask('readings:agreement');
    const samples = (s: number) => Math.round(s * 360);
    expect([time.totalS, time.firstS, time.secondS, time.bothS, time.agreedS].map(samples)).toEqual([13_000, 3000, 2000, 1000, 10_000]); // prettier-ignore

    await session.as('Cy');
    await session.ask('readings:begin-adjudication');
    const listed = async () =>
      (await adjudication()).differences.map(({ kind, number, sample, settled }) => [kind, number, sample, settled]); // prettier-ignore
    expect(await listed()).toEqual([
      ['beat', 0, 400, null],
      ['stretch', 1, 5000, null],
      ['stretch', 2, 8000, null],
      ['stretch', 3, 10_000, null],
    ]);
    const settle = (difference: number, verdict: 'first' | 'second' | 'none' | 'V') =>
      session.ask('readings:settle', { difference, verdict });
    const marked = async () =>
      (await session.ask('quality:of')).regions
        .map(({ startSample, lead, reader }) => [startSample, lead, reader])
        .toSorted((a, b) => Number(a[0]) - Number(b[0]));
    // What both left out is taken over.
    expect(await marked()).toEqual([[2000, null, 'Ada']]);
    await settle(0, 'first');
    await expect(settle(1, 'V')).rejects.toMatchObject({ code: 'bad-request' });
    expect(await settle(1, 'first')).toMatchObject({ regionsChanged: true });
    await settle(2, 'none');
    await expect(session.sign()).rejects.toMatchObject({
      message: 'One difference is not settled yet.',
    });
    await settle(3, 'second');
    await session.ask('edits:undo');
    await session.ask('edits:redo');
    expect((await listed()).map(([, , , settled]) => settled)).toEqual([
      { choice: 'first', beatClass: 'N' },
      { choice: 'first', verdict: 'exclude' },
      { choice: 'other', verdict: null },
      { choice: 'second', verdict: 'exclude' },
    ]);
    const decided = [[2000, null, 'Ada'], [5000, null, 'Cy'], [10_000, null, 'Cy']]; // prettier-ignore
    expect(await marked()).toEqual(decided);
    await session.restart();
    expect(await marked()).toEqual(decided);
    // Beat 41 is learned from as soon as the adjudicator has signed that its time counts.
    const learned = async () => (await session.request('training:data', {})).excluded;
    expect(await learned()).toMatchObject([{ beats: 1 }]);
    await session.sign();
    expect(await learned()).toEqual([]);
  });

  it('never put two beats in one place', async () => {
    await session.as('Ada');
    await session.edit({ kind: 'move', beatId: 5, sample: 1100 });
    await session.sign();
    await session.as('Ben');
    await session.ask('readings:begin-second');
    await session.edit({ kind: 'insert', sample: 1100, beatClass: 'V' });
    await session.sign();
    await session.as('Cy');
    await session.ask('readings:begin-adjudication');

    const settle = (difference: number, verdict: 'first' | 'second') =>
      session.ask('readings:settle', { difference, verdict });
    await settle(0, 'first');
    await expect(settle(1, 'second')).rejects.toMatchObject({ code: 'conflict' });
    await settle(0, 'second');
    await settle(1, 'second');
    const { sample } = await session.beats();
    expect([...sample.subarray(4, 7)]).toEqual([1000, 1100, 1200]);
  });

  it('counts an adjudicated label above single ones in what training learns', async () => {
    await bothReadings(session);
    const before = await session.request('training:data', {});
    expect(before.byReader).toEqual(
      expect.arrayContaining([expect.objectContaining({ reader: 'Ben' })]),
    );
    expect(before.recordings[0]?.byClass).toMatchObject({ V: 2, F: 1, S: 1, N: 1 });
    await session.as('Cy');
    await session.ask('readings:begin-adjudication');
    await session.ask('readings:settle', { difference: 0, verdict: 'first' });
    const after = await session.request('training:data', {});
    expect(after.recordings[0]?.byClass).toMatchObject({ V: 2, F: 0, S: 2, N: 1 });
    expect(after.byReader).toContainEqual({ reader: 'Cy', beats: 1 });
  });
});
