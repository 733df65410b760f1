import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  looksLikeAnnotations,
  parseAnnotations,
  type WfdbAnnotation,
} from '../../../../../app/formats/wfdb/annotation.ts';
import { encodeAnnotations } from '../../../../../app/formats/wfdb/write-annotation.ts';
import { codeIfRefused } from '../../../../support/app-errors.ts';

/** One 16-bit word: code in the upper six bits, value in the lower ten. */
function word(code: number, value: number): number[] {
  const bits = (code << 10) | (value & 0x3ff);
  return [bits & 0xff, bits >> 8];
}

const END = word(0, 0);

function parse(...bytes: readonly (readonly number[])[]): ReturnType<typeof parseAnnotations> {
  return parseAnnotations(Uint8Array.from(bytes.flat()), 'test.atr');
}

function annotation(fields: Partial<WfdbAnnotation>): WfdbAnnotation {
  return { sample: 0, code: 1, subtype: 0, channel: 0, num: 0, aux: '', ...fields };
}

describe('reading', () => {
  it('adds up intervals and long skips, which are signed and high word first', () => {
    const skip = (value: number): number[] => [
      ...word(59, 0),
      (value >> 16) & 0xff,
      (value >> 24) & 0xff,
      value & 0xff,
      (value >> 8) & 0xff,
    ];
    const { annotations, complete } = parse(
      word(1, 18),
      word(5, 1023),
      skip(70_000),
      word(1, 5),
      skip(-100),
      word(8, 0),
      END,
    );
    expect(annotations.map(({ sample, code }) => [sample, code])).toEqual([
      [18, 1],
      [1041, 5],
      [71_046, 1],
      [70_946, 8],
    ]);
    expect(complete).toBe(true);
  });

  it('keeps channel and num until they change, but subtype and text for one annotation', () => {
    const { annotations } = parse(
      word(1, 1),
      word(61, -1),
      word(62, 1),
      word(60, -3),
      word(63, 5),
      [...Buffer.from('(AFIB'), 0],
      word(1, 1),
      word(1, 1),
      word(62, 0),
      END,
    );
    expect(annotations).toEqual([
      annotation({ sample: 1, subtype: -1, channel: 1, num: -3, aux: '(AFIB' }),
      annotation({ sample: 2, channel: 1, num: -3 }),
      annotation({ sample: 3, channel: 0, num: -3 }),
    ]);
  });

  it('uses the low eight bits of a text length and drops a closing NUL', () => {
    const { annotations } = parse(word(28, 0), word(63, 0x103), [...Buffer.from('(N'), 0, 0], END);
    expect(annotations).toEqual([annotation({ code: 28, aux: '(N' })]);
  });

  it("reads the time resolution and the file's own codes from notes at sample 0", () => {
    const note = (text: string): number[] => [
      ...word(22, 0),
      ...word(63, text.length),
      ...Buffer.from(text),
      ...(text.length % 2 === 1 ? [0] : []),
    ];
    const result = parse(
      note('## time resolution: 999.56'),
      note('## annotation type definitions'),
      note('42 CAL Calibration pulse'),
      note('## end of definitions'),
      note('an ordinary note'),
      word(42, 7),
      END,
    );
    expect(result.sampleRateHz).toBe(999.56);
    expect(result.definitions).toEqual([
      { code: 42, mnemonic: 'CAL', description: 'Calibration pulse' },
    ]);
    expect(result.annotations.map(({ sample, aux }) => [sample, aux])).toEqual([
      [0, 'an ordinary note'],
      [7, ''],
    ]);
  });

  it('says when the end mark is missing', () => {
    expect(parse(word(1, 1)).complete).toBe(false);
  });

  it.each([
    ['half a word', [...word(1, 1), 0x04], 'file-truncated'],
    ['half a skip', [...word(59, 0), 0, 0, 1], 'file-truncated'],
    ['half a text', [...word(1, 1), ...word(63, 9), 40, 65], 'file-truncated'],
    ['an undefined code', word(55, 1), 'file-malformed'],
    [
      'a time before the recording',
      [...word(59, 0), 0xff, 0xff, 0, 0, ...word(1, 0)],
      'file-malformed',
    ],
    [
      'AHA format',
      [0, 0x4e, ...Array<number>(14).fill(0), ...Array<number>(16).fill(0xff)],
      'unsupported-format',
    ],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => parse(bytes)).toThrow(expect.objectContaining({ code, file: 'test.atr' }));
  });

  it('throws nothing but AppError, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const code = codeIfRefused(() => parseAnnotations(bytes, 'fuzz.atr'));
        expect([null, 'file-truncated', 'file-malformed', 'unsupported-format']).toContain(code);
        expect(typeof looksLikeAnnotations(bytes)).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('recognising', () => {
  it('tells annotation files from text and from other files that begin alike', () => {
    const file = encodeAnnotations([annotation({ sample: 5 })]);
    expect(looksLikeAnnotations(file)).toBe(true);
    expect(looksLikeAnnotations(Uint8Array.of(...file, 0, 0, 0))).toBe(true);
    expect(looksLikeAnnotations(Uint8Array.of(...file, 1, 4))).toBe(false);
    expect(looksLikeAnnotations(Buffer.from('Time,Type\n12,N\n'))).toBe(false);
    expect(looksLikeAnnotations(new Uint8Array(0))).toBe(false);
  });
});

describe('writing', () => {
  it('writes the bytes of the specification', () => {
    const bytes = encodeAnnotations([
      annotation({ sample: 18, code: 28, aux: '(N' }),
      annotation({ sample: 77, channel: 1 }),
      annotation({ sample: 2000, code: 5, subtype: -1 }),
    ]);
    expect([...bytes]).toEqual([
      ...word(28, 18),
      ...word(63, 2),
      0x28,
      0x4e,
      ...word(1, 59),
      ...word(62, 1),
      ...[...word(59, 0), 0, 0, 0x83, 0x07],
      ...word(5, 0),
      ...word(61, -1),
      ...word(62, 0),
      ...END,
    ]);
  });

  it('reads back what it wrote, in canonical order', () => {
    const value = fc.integer({ min: -128, max: 127 });
    const item: fc.Arbitrary<WfdbAnnotation> = fc.record({
      sample: fc.oneof(fc.nat(5000), fc.nat(2 ** 32 - 1)),
      code: fc.integer({ min: 1, max: 49 }),
      subtype: value,
      channel: fc.nat(255),
      num: value,
      // NUL pads texts in this format, and "## " at sample 0 marks the table.
      aux: fc.string({ maxLength: 60, unit: 'grapheme' }).filter((text) => {
        return !text.endsWith('\0') && !text.startsWith('## ') && Buffer.byteLength(text) < 256;
      }),
    });
    const definition = fc.record({
      code: fc.integer({ min: 42, max: 49 }),
      mnemonic: fc.stringMatching(/^[a-z]{1,4}$/),
      description: fc.stringMatching(/^([a-z]+( [a-z]+)?)?$/),
    });
    const options = fc.record({
      sampleRateHz: fc.option(fc.double({ min: 0.1, max: 10_000, noNaN: true })),
      definitions: fc.array(definition, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), options, (annotations, table) => {
        const read = parseAnnotations(encodeAnnotations(annotations, table), 'r.atr');
        const ordered = annotations.toSorted(
          (a, b) => a.sample - b.sample || a.channel - b.channel || a.num - b.num,
        );
        expect(read).toEqual({ ...table, annotations: ordered, complete: true });
      }),
    );
  });

  it.each([
    { sample: -1 },
    { sample: 0.5 },
    { code: 0 },
    { code: 50 },
    { subtype: 128 },
    { channel: 256 },
    { num: -129 },
    { aux: 'é'.repeat(128) },
  ])('refuses %o', (fields) => {
    expect(() => encodeAnnotations([annotation(fields)])).toThrow(RangeError);
  });
});
