import { expect, test } from 'vitest';
import type { Span } from '../../../../app/domain/regions.ts';
import { analysedTime } from '../../../../app/quality/analysed-time.ts';
import type { SignalQuality } from '../../../../app/quality/lead-quality.ts';
import { EMPTY_REPORT_FORM } from '../../../../app/report/report-form.ts';
import { writeReport, type ReportData } from '../../../../app/report/write-report.ts';
import { DEFAULT_CRITERIA } from '../../../../app/rhythm/event-criteria.ts';
import type { ListedEvent } from '../../../../app/rhythm/event-dispositions.ts';
import { summariseTrends } from '../../../../app/trends/trend-summary.ts';
import { beatsAt, beatTimes, RATE_HZ } from '../trends/made-up-beats.ts';

const MINUTES = 10;
const SAMPLE_COUNT = MINUTES * 60 * RATE_HZ;

/** Ten minutes at 75 bpm, all leads flat in `flat`. */
function data(flat: readonly Span[] = [], events: readonly ListedEvent[] = []): ReportData {
  const quality: SignalQuality = [0, 1].map(() =>
    flat.map((span) => ({ ...span, cause: 'flat' as const })),
  );
  const time = analysedTime({ sampleCount: SAMPLE_COUNT, leadCount: 2 }, quality, []);
  const beats = { ...beatsAt(beatTimes(MINUTES * 60, () => 0.8), () => 0, time.excluded), sampleCount: SAMPLE_COUNT }; // prettier-ignore
  return {
    form: EMPTY_REPORT_FORM,
    recording: {
      name: 'made-up',
      startTime: null,
      sampleRateHz: RATE_HZ,
      sampleCount: SAMPLE_COUNT,
      leadNames: ['II', 'V1'],
      findings: [],
    },
    reading: [],
    time,
    trends: summariseTrends(beats, null, events),
    heartRate: {
      minBpm: new Float32Array(0),
      maxBpm: new Float32Array(0),
      samplesPerBin: SAMPLE_COUNT,
    },
    events,
    criteria: DEFAULT_CRITERIA,
    fibrillationSamples: 0,
    strips: [],
    model: [],
    signature: { name: '', signedAt: null, changed: null },
    producedBy: 'Ectopy',
  };
}

function event(kind: ListedEvent['kind'], change: Partial<ListedEvent> = {}): ListedEvent {
  const still = { beats: 0, meanBpm: null, isTachycardia: false, lead: null, disposition: null };
  return { kind, startSample: 0, endSample: 60 * RATE_HZ, ...still, ...change };
}

test('where nothing could be analysed nothing is 0: it was not assessed', () => {
  const figures = (content: ReturnType<typeof writeReport>): (string | null)[] =>
    content.summary.flatMap(({ statements }) => statements.map(({ value }) => value));
  const flat = writeReport(data([{ startSample: 0, endSample: SAMPLE_COUNT }]));
  expect(new Set(figures(flat))).toEqual(new Set([null]));
  expect(new Set(flat.hourly?.rows[0]?.slice(2))).toEqual(new Set([null]));

  const clean = writeReport(data());
  const events = clean.summary.find(({ title }) => title === 'Events')?.statements;
  expect(events?.find(({ label }) => label === 'Pause')?.value).toBe('0');
  expect(clean.hourly?.rows[0]).not.toContain(null);
});

test('a table and a sentence say the same of the same time', () => {
  const content = writeReport(data([{ startSample: 0, endSample: 20 * RATE_HZ }]));
  const analysed = content.study.find(({ label }) => label === 'Analysed')?.value;
  expect(analysed).toContain('9 min 40 s');
  const column = content.hourly?.columns.indexOf('Analysed min') ?? -1;
  expect(content.hourly?.rows[0]?.[column]).toBe('9');
});

test('what the import found wrong is said with the recording', () => {
  const written = data();
  const checked = (ok: boolean) =>
    writeReport({
      ...written,
      recording: {
        ...written.recording,
        findings: [
          { check: 'length', lead: null, ok: true, message: 'The length is right.' },
          { check: 'checksum', lead: 0, ok, message: 'The samples have changed.' },
        ],
      },
    }).study.find(({ label }) => label === 'Import checks');
  expect(checked(true)).toMatchObject({ value: 'Passed' });
  expect(checked(false)).toMatchObject({
    value: '1 of 2 checks found a problem',
    meaning: 'The samples have changed.',
  });
});

test('events are as long as the window says, and name the lead they are of', () => {
  const events = [
    event('ventricular-bigeminy', { beats: 70, meanBpm: 76 }),
    event('lead-off', { lead: 1 }),
  ];
  const table = writeReport(data([], events)).events;
  expect(table?.columns).not.toContain('Comment');
  expect(table?.rows.map(([name, , length]) => [name, length])).toEqual([
    ['V bigeminy, longest', '70 beats'],
    ['V bigeminy, fastest', '70 beats'],
    ['Electrodes off, flat line (V1), longest', '1 min 00 s'],
  ]);
  const disposition = { id: 1, kind: 'pause', startSample: 0, endSample: 1, lead: null, status: 'confirmed', comment: 'seen', reader: 'AB', at: '' } as const; // prettier-ignore
  const remarked = writeReport(data([], [event('pause', { disposition })])).events;
  expect(remarked?.columns).toContain('Comment');
  expect(remarked?.rows.at(-1)).toContain('seen');
});
