import { describe, expect, it } from 'vitest';
import { parseHeader } from '../../../../../app/formats/wfdb/header.ts';
import { recordFromHeader, type WfdbRecord } from '../../../../../app/formats/wfdb/record.ts';
import { appErrorOf } from '../../../../support/app-errors.ts';

function record(text: string): WfdbRecord {
  return recordFromHeader(parseHeader(Buffer.from(text), 'r.hea'), 'r.hea');
}

describe('what a header becomes', () => {
  it('keeps names, gains and baselines, and assumes 200 counts per mV without a gain', () => {
    const { info } = record(
      'r 2 360 10\nd 16 200 11 1024 0 0 0 MLII\nd 16 0 12 0 0 0 0 noise1\n# 69 M\n',
    );
    expect(info).toEqual({
      name: 'r',
      sampleRateHz: 360,
      startTime: null,
      comments: ['69 M'],
      leads: [
        { name: 'MLII', units: 'mV', gainPerUnit: 200, baseline: 1024, calibrated: true },
        { name: 'noise1', units: 'mV', gainPerUnit: 200, baseline: 0, calibrated: false },
      ],
    });
  });

  it('expresses every voltage in millivolts and leaves other units alone', () => {
    const lines = ['0.2/uV', '0.2/µV', '200000/V', '12.84(-1605)/mmHg'];
    const { info } = record(`r 4\n${lines.map((gain) => `d 16 ${gain}`).join('\n')}`);
    expect(info.leads.map(({ gainPerUnit, units }) => [gainPerUnit, units])).toEqual([
      [200, 'mV'],
      [200, 'mV'],
      [200, 'mV'],
      [12.84, 'mmHg'],
    ]);
  });

  it('runs all leads at the rate of the fastest', () => {
    const { info, samplesPerFrame } = record('r 2 62.5 10\nd 16x4\nd 16\n');
    expect(samplesPerFrame).toBe(4);
    expect(info.sampleRateHz).toBe(250);
  });

  it('groups the signals of a file', () => {
    const { groups } = record('r 3\na 212\na 212\nb 16+24\n');
    expect(
      groups.map(({ fileName, format, byteOffset, firstLead, signals }) => [
        fileName,
        format,
        byteOffset,
        firstLead,
        signals.length,
      ]),
    ).toEqual([
      ['a', 212, 0, 0, 2],
      ['b', 16, 24, 2, 1],
    ]);
  });
});

describe('what Ectopy refuses, by name and with a remedy', () => {
  const leads = (count: number): string => 'd 16\n'.repeat(count);
  it.each([
    ['no leads', 'r 0 250 10\n', 'file-malformed', /no leads/],
    ['more than twelve leads', `r 13 250 10\n${leads(13)}`, 'unsupported-format', /13 signals/],
    ['segments', 'r/2 2 250 100\na 50\nb 50\n', 'unsupported-format', /2 segments/],
    ['rate 0', `r 1 0\n${leads(1)}`, 'file-malformed', /0 Hz/],
    ['a negative rate', `r 1 -250\n${leads(1)}`, 'file-malformed', /-250 Hz/],
    ['an absurd rate', `r 1 10001\n${leads(1)}`, 'file-malformed', /10001 Hz/],
    ['an infinite rate', `r 1 1e999\n${leads(1)}`, 'file-malformed', /Infinity Hz/],
    ['a rate made absurd by its frames', 'r 1 250\nd 16x100\n', 'file-malformed', /25000 Hz/],
    ['frames beyond reason', 'r 1 0.001\nd 16x1000000\n', 'file-malformed', /Hz/],
    ['a skew of minutes', 'r 1 250\nd 16:99999\n', 'file-malformed', /more than a minute/],
    ['an infinite gain', 'r 1 250\nd 16 1e999\n', 'file-malformed', /gain/],
    ['two formats in one file', 'r 2\nd 16\nd 212\n', 'file-malformed', /differ in format/],
    ['a file listed twice', 'r 3\na 16\nb 16\na 16\n', 'file-malformed', /not listed together/],
    ...[8, 24, 32, 61, 80, 160, 310, 311, 508, 516, 524, 0, 99].map(
      (format) =>
        [
          `format ${format}`,
          `r 1\nd ${format}\n`,
          'unsupported-format',
          new RegExp(`format ${format} `),
        ] as const,
    ),
  ] as const)('%s', async (_, text, code, message) => {
    const error = await appErrorOf(() => record(text));
    expect(error).toMatchObject({ code, file: 'r.hea' });
    expect(error.message).toMatch(message);
    expect(error.remedy).toBeTruthy();
  });
});
