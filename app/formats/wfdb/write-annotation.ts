import { encodeText } from '../text.ts';
import {
  AUX,
  CHN,
  DEFINITIONS_END,
  DEFINITIONS_START,
  LARGEST_CODE,
  NOTE,
  NUM,
  SKIP,
  SUB,
  TIME_RESOLUTION,
  type WfdbAnnotation,
  type WfdbAnnotationDefinition,
} from './annotation.ts';

const LARGEST_INTERVAL = 1023;
const LARGEST_SKIP = 0x7fff_ffff;
const LARGEST_AUX_BYTES = 255;

/**
 * Encodes annotations in MIT format, in canonical order (sample, channel, num) whatever the order
 * given. `sampleRateHz` is written as the file's time resolution. Throws RangeError for values that
 * the format cannot hold.
 */
export function encodeAnnotations(
  annotations: Iterable<WfdbAnnotation>,
  options: {
    sampleRateHz?: number | null;
    definitions?: readonly WfdbAnnotationDefinition[];
  } = {},
): Uint8Array {
  const output = createWordOutput();
  for (const aux of tableLines(options)) writeAnnotation(output, note(aux));
  const ordered = [...annotations].sort(
    (a, b) => a.sample - b.sample || a.channel - b.channel || a.num - b.num,
  );
  for (const annotation of ordered) writeAnnotation(output, annotation);
  output.word(0, 0);
  return output.bytes();
}

interface WordOutput {
  /** State that the format carries from one annotation to the next. */
  sample: number;
  channel: number;
  num: number;
  word(code: number, value: number): void;
  raw(bytes: Iterable<number>): void;
  bytes(): Uint8Array;
}

function createWordOutput(): WordOutput {
  let buffer = new Uint8Array(4096);
  let length = 0;
  const put = (byte: number): void => {
    if (length === buffer.length) {
      const larger = new Uint8Array(2 * buffer.length);
      larger.set(buffer);
      buffer = larger;
    }
    buffer[length++] = byte;
  };
  return {
    sample: 0,
    channel: 0,
    num: 0,
    word(code, value) {
      const word = (code << 10) | (value & 0x3ff);
      put(word & 0xff);
      put(word >> 8);
    },
    raw(bytes) {
      for (const byte of bytes) put(byte);
    },
    bytes: () => buffer.slice(0, length),
  };
}

function writeAnnotation(output: WordOutput, annotation: WfdbAnnotation): void {
  check(annotation);
  let interval = annotation.sample - output.sample;
  while (interval > LARGEST_INTERVAL) {
    const skip = Math.min(interval, LARGEST_SKIP);
    output.word(SKIP, 0);
    output.raw([(skip >> 16) & 0xff, (skip >> 24) & 0xff, skip & 0xff, (skip >> 8) & 0xff]);
    interval -= skip;
  }
  output.word(annotation.code, interval);
  if (annotation.subtype !== 0) output.word(SUB, annotation.subtype);
  if (annotation.channel !== output.channel) output.word(CHN, annotation.channel);
  if (annotation.num !== output.num) output.word(NUM, annotation.num);
  if (annotation.aux !== '') {
    const text = encodeText(annotation.aux);
    if (text.length > LARGEST_AUX_BYTES) {
      throw new RangeError(`An annotation text may have ${LARGEST_AUX_BYTES} bytes at most`);
    }
    output.word(AUX, text.length);
    output.raw(text);
    if (text.length % 2 === 1) output.raw([0]);
  }
  output.sample = annotation.sample;
  output.channel = annotation.channel;
  output.num = annotation.num;
}

function tableLines(options: {
  sampleRateHz?: number | null;
  definitions?: readonly WfdbAnnotationDefinition[];
}): string[] {
  const { sampleRateHz = null, definitions = [] } = options;
  const lines = sampleRateHz === null ? [] : [`${TIME_RESOLUTION}${sampleRateHz}`];
  if (definitions.length === 0) return lines;
  return [
    ...lines,
    DEFINITIONS_START,
    ...definitions.map(({ code, mnemonic, description }) =>
      `${code} ${mnemonic} ${description}`.trimEnd(),
    ),
    DEFINITIONS_END,
  ];
}

function note(aux: string): WfdbAnnotation {
  return { sample: 0, code: NOTE, subtype: 0, channel: 0, num: 0, aux };
}

function check({ sample, code, subtype, channel, num }: WfdbAnnotation): void {
  const fits =
    isWithin(sample, 0, Number.MAX_SAFE_INTEGER) &&
    isWithin(code, 1, LARGEST_CODE) &&
    isWithin(subtype, -128, 127) &&
    isWithin(channel, 0, 255) &&
    isWithin(num, -128, 127);
  if (!fits) throw new RangeError(`An annotation at sample ${sample} does not fit the MIT format`);
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
