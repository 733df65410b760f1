import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../app/domain/app-error.ts';
import { parseHeader, type WfdbSignal } from '../../../../../app/formats/wfdb/header.ts';
import { formatHeader } from '../../../../../app/formats/wfdb/write-header.ts';
import { codeIfRefused } from '../../../../support/app-errors.ts';

function parse(text: string): ReturnType<typeof parseHeader> {
  return parseHeader(Buffer.from(text), 'test.hea');
}

function signalLine(line: string): WfdbSignal {
  const [signal] = parse(`r 1\n${line}\n`).signals;
  if (signal === undefined) throw new Error('No signal was parsed');
  return signal;
}

describe('record line', () => {
  it('reads every field', () => {
    const header = parse('a_1 0 250.5/24000(-12.5) 825000 15:08:24.125 25/4/1989');
    expect(header).toMatchObject({
      recordName: 'a_1',
      segmentCount: null,
      signalCount: 0,
      frameRateHz: 250.5,
      counterFrequencyHz: 24000,
      baseCounter: -12.5,
      frameCount: 825_000,
      startTime: '1989-04-25T15:08:24.125',
      warnings: [],
    });
  });

  it('takes the defaults of the specification', () => {
    expect(parse('a 0')).toMatchObject({
      frameRateHz: 250,
      counterFrequencyHz: 250,
      baseCounter: 0,
      frameCount: null,
      startTime: null,
    });
    expect(parse('a 0 3.6e2/0 0')).toMatchObject({
      frameRateHz: 360,
      counterFrequencyHz: 360,
      frameCount: null,
    });
  });

  it('recognises multi-segment records and leaves their lines alone', () => {
    const header = parse('m/3 2 250 1000\n~ 100\nm_1 450\nm_2 450\n');
    expect(header).toMatchObject({ recordName: 'm', segmentCount: 3, signalCount: 2, signals: [] });
  });

  it.each([
    ['15:08:24', 'no date'],
    ['0:00 01/01/2001', 'not HH:MM:SS'],
    ['25:00:00 01/01/2001', 'does not exist'],
    ['12:00:00 31/02/2001', 'does not exist'],
    ['noon', 'not HH:MM:SS'],
  ])('shows elapsed time, with a warning, for the start time %s', (start, reason) => {
    const header = parse(`a 0 250 10 ${start}`);
    expect(header.startTime).toBeNull();
    expect(header.warnings).toHaveLength(1);
    expect(header.warnings[0]).toContain(reason);
  });

  it.each(['a', 'a x', 'a -1', 'a 1 NaN', 'a 1 250Hz', 'a 1 250 -5', 'a 1 250 1e6', 'a/b 1 250'])(
    'refuses %s',
    (line) => {
      expect(() => parse(`${line}\nf 16\n`)).toThrow(AppError);
    },
  );
});

describe('signal line', () => {
  it('reads every field, the gain as gain(baseline)/units', () => {
    expect(
      signalLine(
        'sub/100.dat 212x4:3+24 -1.052e+04(-1605)/mmHg 11 1024 995 -22131 512 ECG lead II',
      ),
    ).toEqual({
      fileName: 'sub/100.dat',
      format: 212,
      samplesPerFrame: 4,
      skewSamples: 3,
      byteOffset: 24,
      gain: -10_520,
      baseline: -1605,
      units: 'mmHg',
      adcResolutionBits: 11,
      adcZero: 1024,
      initialValue: 995,
      checksum: -22_131,
      blockSizeBytes: 512,
      description: 'ECG lead II',
    });
  });

  it('takes the defaults of the specification when the line ends early', () => {
    expect(signalLine('100.dat 16')).toEqual({
      fileName: '100.dat',
      format: 16,
      samplesPerFrame: 1,
      skewSamples: 0,
      byteOffset: 0,
      gain: 0,
      baseline: 0,
      units: 'mV',
      adcResolutionBits: 12,
      adcZero: 0,
      initialValue: null,
      checksum: null,
      blockSizeBytes: 0,
      description: 'r, signal 0',
    });
  });

  it('takes the baseline from the ADC zero unless it is given', () => {
    expect(signalLine('d 16 200 11 1024').baseline).toBe(1024);
    expect(signalLine('d 16 200(0) 11 1024').baseline).toBe(0);
    expect(signalLine('d 16 200(12)/uV').units).toBe('uV');
  });

  it('ignores unusable verification fields with a warning instead of refusing the recording', () => {
    const header = parse('r 1\nd 16 200 11 0 NaN - 0 II\n');
    expect(header.signals[0]).toMatchObject({
      initialValue: null,
      checksum: null,
      description: 'II',
    });
    expect(header.warnings).toHaveLength(2);
  });

  it.each(['d', 'd sixteen', 'd 16x', 'd 16 mV', 'd 16 200(a)', 'd 16 200 x', 'd 16 200 11 1,024'])(
    'refuses "%s", naming the line',
    (line) => {
      expect(() => parse(`r 1\n\n${line}\n`)).toThrow(/Line 3/);
    },
  );
});

describe('whole file', () => {
  it('keeps comments from anywhere, ignores surplus signal lines, accepts CR LF', () => {
    const header = parse(
      '#wfdb 10.7\r\n# before\r\n\r\nr 1 360 10\r\n\td.dat  16 \r\n#<age>: 69\r\nd.dat 16\r\n# Aldomet\r\n',
    );
    expect(header.comments).toEqual(['before', '<age>: 69', 'Aldomet']);
    expect(header.signals).toHaveLength(1);
  });

  it('says how many signals are missing', () => {
    expect(() => parse('r 3\na.dat 16\n')).toThrow(/announces 3 signals but describes only 1/);
    expect(() => parse('\n# only a comment\n')).toThrow(/no record line/);
  });

  it('reads text that is not UTF-8 as Latin-1, and UTF-8 as itself', () => {
    const latin1 = parseHeader(Buffer.from('r 1\ncœur.dat 16 1/µV\n# é\n', 'latin1'), 'r.hea');
    expect(latin1.signals[0]?.units).toBe('µV');
    expect(latin1.comments).toEqual(['é']);
    const utf8 = parseHeader(Buffer.from('r 1\ncœur.dat 16 1/µV\n# 心拍 100 %\n'), 'r.hea');
    expect(utf8.signals[0]).toMatchObject({ fileName: 'cœur.dat', units: 'µV' });
    expect(utf8.comments).toEqual(['心拍 100 %']);
  });

  it('throws nothing but AppError, whatever the bytes', () => {
    const token = fc.constantFrom(
      'r',
      '2',
      '1',
      '360',
      'd.dat',
      '16',
      '212x3',
      '200(',
      ')',
      '/',
      '#',
      '\n',
      '~',
      '1e999',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(token, { maxLength: 30 })
        .map((parts) => Uint8Array.from(Buffer.from(parts.join(' ')))),
    );
    fc.assert(
      fc.property(bytes, (content) => {
        const code = codeIfRefused(() => parseHeader(content, 'fuzz.hea'));
        expect([null, 'file-malformed']).toContain(code);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back what it writes', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_]{1,12}$/);
    const integer = fc.integer({ min: -40_000, max: 40_000 });
    const signal: fc.Arbitrary<WfdbSignal> = fc.record({
      fileName: word.map((name) => `${name}.dat`),
      format: fc.constantFrom(16, 212),
      samplesPerFrame: fc.integer({ min: 1, max: 50 }),
      skewSamples: fc.nat(50),
      byteOffset: fc.nat(1000),
      gain: fc.double({ noNaN: true, noDefaultInfinity: true }).map((gain) => gain + 0),
      baseline: integer,
      units: word,
      adcResolutionBits: fc.integer({ min: 1, max: 32 }),
      adcZero: integer,
      initialValue: integer,
      checksum: integer,
      blockSizeBytes: fc.nat(8192),
      description: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    });
    const header = fc.record({
      recordName: word,
      frameRateHz: fc.double({ min: 0.001, max: 10_000, noNaN: true }),
      frameCount: fc.option(fc.integer({ min: 1, max: 2 ** 40 })),
      startTime: fc.option(fc.constantFrom('2024-02-29T00:00:00', '1985-12-01T23:59:59.5')),
      signals: fc.array(signal, { maxLength: 12 }),
      comments: fc.array(word, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(header, (written) => {
        const read = parse(formatHeader(written));
        expect(read).toMatchObject({
          ...written,
          signalCount: written.signals.length,
          warnings: [],
        });
      }),
    );
  });
});
