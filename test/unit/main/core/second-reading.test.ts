import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bothReadings, ReadingSession, relabel } from '../../../support/reading-session.ts';

let session: ReadingSession;

beforeEach(() => {
  session = new ReadingSession();
});

afterEach(() => session.close());

describe('a second reading', () => {
  it('starts from the model alone, with a log and an undo history of its own', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'), { kind: 'insert', sample: 3070, beatClass: 'V' });
    await session.as('Ben');
    await session.ask('readings:begin-second');
    const begun = await session.ask('recordings:open');
    expect(begun).toMatchObject({
      reading: { kind: 'second', reader: 'Ben', blinded: true, status: 'open' },
      beatCount: 60,
      editedBeats: 0,
      byClass: { N: 54, V: 6 },
      canUndo: false,
      lastSavedAt: null,
      annotators: [],
    });
    expect(await session.classOf(1)).toBe('N');
    await session.edit(relabel(1, 'S'), { kind: 'insert', sample: 3170, beatClass: 'F' });
    expect((await session.ask('beats:detail', { beatId: 1 })).history).toHaveLength(1);
    // Ids of inserted beats are the recording's: Ada's is 61.
    expect((await session.beats()).beatId).toContain(62);
    await session.ask('edits:undo');
    await expect(session.ask('edits:undo')).rejects.toMatchObject({
      code: 'conflict',
    });

    await session.as('Ada');
    expect(await session.classOf(1)).toBe('V');
    expect((await session.beats()).beatId).toContain(61);
    await session.ask('edits:undo');
    expect(await session.classOf(1)).toBe('N');
    await session.ask('edits:redo');

    await session.restart();
    expect(await session.classOf(1)).toBe('V');
    await session.as('Ben');
    const summary = (await session.request('recordings:list', {}))[0];
    expect(summary).toMatchObject({ editedBeats: 0, beatCount: 60 });
    expect((await session.ask('recordings:open')).canRedo).toBe(true);
  });

  it('is by somebody who gave no label in the first', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'));
    const { secondRefused } = await session.ask('readings:list');
    expect(secondRefused).toContain('Ada gave labels in the first reading');
    await expect(session.ask('readings:begin-second')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('stays blind to the first reading and to references until it is signed', async () => {
    await session.as('Ada');
    await session.edit(relabel(1, 'V'));
    await session.as('Ben');
    await session.ask('readings:begin-second');
    const { readings, agreementRefused } = await session.ask('readings:list');
    expect(readings).toMatchObject([
      { kind: 'first', isOpen: false, editedBeats: 0, versions: [] },
      { kind: 'second', isOpen: true, closedBecause: null },
    ]);
    expect(readings[0]?.closedBecause).toContain('Sign your own reading first');
    expect(agreementRefused).toContain('Ada and Ben have not signed yet');
    const firstId = readings[0]?.id ?? '';
    const refused = [
      session.ask('readings:open', { readingId: firstId }),
      session.ask('references:load', { annotator: 'atr' }),
      session.ask('references:compare', { annotator: 'atr' }),
    ];
    for (const request of refused) {
      await expect(request).rejects.toMatchObject({ code: 'forbidden' });
    }
    const trail = await session.ask('readings:audit', { reader: '', first: 0, count: 10 });
    expect(trail).toMatchObject({ total: 1, readers: ['Ben'], entries: [{ kind: 'begun' }] });

    await session.sign();
    await session.ask('readings:open', { readingId: firstId });
    expect(await session.classOf(1)).toBe('V');
    await expect(session.edit(relabel(2, 'S'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('has a report of its own for every reading, filled in by its reader alone', async () => {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  const form = await session.ask('report:form');
  const save = (conclusion: string) =>
    session.ask('report:save-form', { form: { ...form, conclusion } });
  await save('By Ada.');
  await session.sign();
  const [first] = (await session.ask('readings:list')).readings;
  await session.as('Ben');
  await session.ask('readings:begin-second');
  expect((await session.ask('report:form')).conclusion).toBe('');
  await session.sign();
  await session.ask('readings:open', { readingId: first?.id ?? '' });
  await expect(save('By Ben.')).rejects.toMatchObject({ code: 'forbidden' });
  expect((await session.ask('report:form')).conclusion).toBe('By Ada.');
});

describe('the name of who reads', () => {
  it('is asked for before anything is signed, and takes over what was read without one', async () => {
    await session.edit(relabel(1, 'V'));
    await expect(session.sign()).rejects.toMatchObject({ code: 'conflict' });
    await expect(session.ask('readings:sign', { reader: 'reader ' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(session.ask('readings:begin-second', { reader: 'Ben' })).rejects.toThrow(
      'has not given a name yet',
    );
    expect(await session.reading()).toMatchObject({ reader: null, status: 'open' });

    expect(await session.ask('readings:sign', { reader: 'Ada' })).toMatchObject({ reader: 'Ada' });
    expect((await session.request('settings:get', {})).reader).toBe('Ada');
    expect(await session.reading()).toMatchObject({ reader: 'Ada', status: 'signed' });
    const { entries } = await session.ask('readings:audit', { reader: '', first: 0, count: 9 });
    expect(entries.map(({ kind, reader }) => [kind, reader])).toEqual([
      ['signed', 'Ada'],
      ['relabel', 'Reader'],
    ]);
    await session.edit(relabel(2, 'S'));
  });

  it('belongs to what was read without one as soon as it is given', async () => {
    await session.edit(relabel(1, 'V'));
    await session.as('Ada');
    expect((await session.reading()).reader).toBe('Ada');
    await session.sign();
    await session.as('Ben');
    await expect(session.edit(relabel(2, 'S'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is the same in any case and with any spaces', async () => {
    await session.as('Dr  Weiss');
    await session.edit(relabel(1, 'V'));
    await session.sign();
    await session.as('dr weiss ');
    expect((await session.request('settings:get', {})).reader).toBe('Dr Weiss');
    await session.edit(relabel(2, 'V'));
    await expect(session.ask('readings:begin-second', { reader: 'DR WEISS' })).rejects.toThrow(
      'a second reading is by somebody else',
    );
  });
});

it('is continued by a colleague until it is signed, and signed by its own reader alone', async () => {
  await session.as('Ada');
  await session.edit(relabel(1, 'V'));
  await session.as('Ben');
  await session.edit(relabel(2, 'S'));
  expect((await session.ask('readings:list')).signRefused).toContain('the reading of Ada');
  await expect(session.sign()).rejects.toMatchObject({ code: 'conflict' });
  await session.as('Ada');
  await session.sign();
  await session.as('Ben');
  await expect(session.edit(relabel(3, 'S'))).rejects.toMatchObject({ code: 'forbidden' });
});

it('is told of before a recording is removed, with all that goes', async () => {
  await bothReadings(session);
  const { readings } = await session.ask('readings:list');
  // A deleted beat is none any more: the library counts no other way.
  expect(readings.map(({ editedBeats }) => editedBeats)).toEqual([3, 4]);
  await session.conclude('Sinus rhythm.');
  expect(await session.ask('recordings:work')).toEqual({
    signedVersions: 2,
    signers: ['Ada', 'Ben'],
    readings: 2,
    editedBeats: 8,
    bookmarks: 0,
    eventWords: 0,
    reportTexts: 1,
  });
});

it('keeps in the trail that an adjudicator is one of the two readers', async () => {
  await bothReadings(session);
  await session.ask('readings:begin-adjudication', { reader: 'ben' });
  const { entries } = await session.ask('readings:audit', { reader: 'Ben', first: 0, count: 99 });
  expect(entries.map(({ kind }) => kind)).toContain('begun-own');
});
