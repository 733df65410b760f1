import type { BeatClass } from './beat-class.ts';

/**
 * WFDB annotation codes (ecgcodes.h, WFDB Applications Guide annot(5)), and the two ways in use to
 * map them to the five classes of ANSI/AAMI EC57.
 */

interface AnnotationCode {
  readonly mnemonic: string;
  readonly description: string;
}

/** Code numbers that the comparison of readings treats specially. */
export const NOISE_CODE = 14;
export const RHYTHM_CODE = 28;
export const FLUTTER_WAVE_CODE = 31;
export const VF_ONSET_CODE = 32;
export const VF_END_CODE = 33;

const CODES: ReadonlyMap<number, AnnotationCode> = new Map(
  (
    [
      [1, 'N', 'normal beat'],
      [2, 'L', 'left bundle branch block beat'],
      [3, 'R', 'right bundle branch block beat'],
      [4, 'a', 'aberrated atrial premature beat'],
      [5, 'V', 'premature ventricular contraction'],
      [6, 'F', 'fusion of ventricular and normal beat'],
      [7, 'J', 'nodal (junctional) premature beat'],
      [8, 'A', 'atrial premature beat'],
      [9, 'S', 'premature or ectopic supraventricular beat'],
      [10, 'E', 'ventricular escape beat'],
      [11, 'j', 'nodal (junctional) escape beat'],
      [12, '/', 'paced beat'],
      [13, 'Q', 'unclassifiable beat'],
      [14, '~', 'signal quality change'],
      [16, '|', 'isolated QRS-like artefact'],
      [18, 's', 'ST segment change'],
      [19, 'T', 'T wave change'],
      [20, '*', 'systole'],
      [21, 'D', 'diastole'],
      [22, '"', 'comment'],
      [23, '=', 'measurement'],
      [24, 'p', 'P wave peak'],
      [25, 'B', 'bundle branch block beat (unspecified)'],
      [26, '^', 'pacer spike, not captured'],
      [27, 't', 'T wave peak'],
      [28, '+', 'rhythm change'],
      [29, 'u', 'U wave peak'],
      [30, '?', 'beat of the learning period'],
      [31, '!', 'ventricular flutter wave'],
      [32, '[', 'start of ventricular flutter or fibrillation'],
      [33, ']', 'end of ventricular flutter or fibrillation'],
      [34, 'e', 'atrial escape beat'],
      [35, 'n', 'supraventricular escape beat'],
      [36, '@', 'link to external data'],
      [37, 'x', 'non-conducted P wave'],
      [38, 'f', 'fusion of paced and normal beat'],
      [39, '(', 'waveform onset'],
      [40, ')', 'waveform end'],
      [41, 'r', 'R-on-T premature ventricular contraction'],
    ] as const
  ).map(([code, mnemonic, description]) => [code, { mnemonic, description }]),
);

const CODE_BY_MNEMONIC: ReadonlyMap<string, number> = new Map(
  Array.from(CODES, ([code, { mnemonic }]) => [mnemonic, code]),
);

/** The one-character mnemonic of a code; codes without one are shown as "[17]". */
export function annotationMnemonic(code: number): string {
  return CODES.get(code)?.mnemonic ?? `[${code}]`;
}

/** What a code means, in words; codes that the standard does not define say so. */
export function annotationDescription(code: number): string {
  return CODES.get(code)?.description ?? `annotation code ${code}`;
}

/** The code of a mnemonic, or null when there is none. */
export function annotationCode(mnemonic: string): number | null {
  return CODE_BY_MNEMONIC.get(mnemonic) ?? null;
}

const BXB_CLASSES: ReadonlyMap<string, BeatClass> = new Map([
  ...Array.from('NLRB', (mnemonic) => [mnemonic, 'N'] as const),
  ...Array.from('AaJSejn', (mnemonic) => [mnemonic, 'S'] as const),
  ...Array.from('VrE', (mnemonic) => [mnemonic, 'V'] as const),
  ['F', 'F'],
  ...Array.from('Q/f?', (mnemonic) => [mnemonic, 'Q'] as const),
]);

/** Named because results under different mappings cannot be compared; printed on every report. */
export const CLASS_MAPPINGS = ['aami-bxb', 'aami-literature'] as const;

/**
 * `aami-bxb`: as the reference tool bxb maps, escape beats (e j n) to S.
 * `aami-literature`: as de Chazal (2004) and the machine-learning papers after him, escape beats to N.
 */
export type ClassMapping = (typeof CLASS_MAPPINGS)[number];

function classTable(mapping: ClassMapping): readonly (BeatClass | null)[] {
  const table: (BeatClass | null)[] = [];
  for (const [code, { mnemonic }] of CODES) {
    const escape = 'ejn'.includes(mnemonic);
    table[code] =
      mapping === 'aami-literature' && escape ? 'N' : (BXB_CLASSES.get(mnemonic) ?? null);
  }
  return table;
}

const CLASS_TABLES: Record<ClassMapping, readonly (BeatClass | null)[]> = {
  'aami-bxb': classTable('aami-bxb'),
  'aami-literature': classTable('aami-literature'),
};

/** The class of a code under a mapping, or null when the code is no beat (or a flutter wave). */
export function beatClassOfCode(code: number, mapping: ClassMapping): BeatClass | null {
  return CLASS_TABLES[mapping][code] ?? null;
}

/** Whether a code is a beat: it has a class. */
export function isBeat(code: number): boolean {
  return beatClassOfCode(code, 'aami-bxb') !== null;
}

const CODE_OF_CLASS: Record<BeatClass, number> = { N: 1, S: 9, V: 5, F: 6, Q: 13 };

/** The code under which a beat of a class is written; every mapping takes it back to its class. */
export function codeOfBeatClass(beatClass: BeatClass): number {
  return CODE_OF_CLASS[beatClass];
}
