import { BEAT_CLASSES } from '../domain/beat-class.ts';
import type { LabelledBeats, PairedBeat } from './pair-beats.ts';
import { wilsonInterval, type Interval } from './wilson-interval.ts';

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z = 1.959964;

/** What a reader can say of a beat: its class, or that there is none. */
export const AGREEMENT_LABELS = [...BEAT_CLASSES, 'none'] as const;
export type AgreementLabel = (typeof AGREEMENT_LABELS)[number];

const NONE = BEAT_CLASSES.length;

/** Counts by the first reader's label (rows) and the second's (columns), equally many of each. */
export type AgreementMatrix = readonly (readonly number[])[];

export interface Kappa extends Interval {
  /** 1: perfect, 0: no better than chance, below 0: worse. */
  readonly value: number;
  readonly standardError: number;
}

export interface ClassAgreement {
  readonly label: AgreementLabel;
  /** Beats that the first, the second, and both readers gave this label. */
  readonly first: number;
  readonly second: number;
  readonly both: number;
  /** This label against all others; null where neither reader, or both everywhere, used it. */
  readonly kappa: Kappa | null;
}

export interface Agreement {
  /** In the order of AGREEMENT_LABELS; no beat is "none" for both. */
  readonly matrix: number[][];
  /** Beats that at least one reader has. */
  readonly beats: number;
  readonly agreed: number;
  /** Share of the beats on which both say the same, 0..1; null without beats. */
  readonly share: (Interval & { readonly value: number }) | null;
  readonly kappa: Kappa | null;
  readonly byClass: ClassAgreement[];
}

/**
 * How far two readers of one recording agree. Every beat that at least one of them has is counted once;
 * "no beat" is a label like the classes, so that a beat which only one reader sees is a disagreement.
 */
export function agreementOf(
  first: LabelledBeats,
  second: LabelledBeats,
  pairs: readonly PairedBeat[],
): Agreement {
  const size = AGREEMENT_LABELS.length;
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const pair of pairs) {
    const row = matrix[pair.first === null ? NONE : (first.beatClass[pair.first] ?? NONE)];
    const column = pair.second === null ? NONE : (second.beatClass[pair.second] ?? NONE);
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  const agreed = matrix.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
  const interval = wilsonInterval(agreed, pairs.length);
  return {
    matrix,
    beats: pairs.length,
    agreed,
    share: interval === null ? null : { value: agreed / pairs.length, ...interval },
    kappa: cohensKappa(matrix),
    byClass: AGREEMENT_LABELS.map((label, index) => {
      const table = oneAgainstAll(matrix, index);
      const [[both, firstAlone], [secondAlone]] = table;
      return {
        label,
        first: both + firstAlone,
        second: both + secondAlone,
        both,
        kappa: both + firstAlone + secondAlone === 0 ? null : cohensKappa(table),
      };
    }),
  };
}

/**
 * Cohen's kappa (Educ Psychol Meas 20:37, 1960) with the large-sample standard error of Fleiss, Cohen
 * and Everitt (Psychol Bull 72:323, 1969) and its interval of 95 %. The error takes beats for
 * independent, which beats of one recording are not quite. Null when chance alone agrees on everything.
 */
export function cohensKappa(matrix: AgreementMatrix): Kappa | null {
  const total = matrix.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
  if (total === 0) return null;
  const share = matrix.map((row) => row.map((count) => count / total));
  const rows = share.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = rows.map((_, column) => share.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const observed = share.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  const expected = rows.reduce((sum, row, index) => sum + row * (columns[index] ?? 0), 0);
  // Exactly 1 but for rounding: both readers give every beat the same one label.
  if (1 - expected < 1e-12) return null;

  let agreeing = 0;
  let differing = 0;
  share.forEach((row, i) => {
    row.forEach((cell, j) => {
      if (i === j) {
        const margins = (columns[i] ?? 0) + (rows[i] ?? 0);
        agreeing += cell * (1 - expected - margins * (1 - observed)) ** 2;
      } else {
        differing += cell * ((columns[i] ?? 0) + (rows[j] ?? 0)) ** 2;
      }
    });
  });
  const variance =
    (agreeing +
      (1 - observed) ** 2 * differing -
      (observed * expected - 2 * expected + observed) ** 2) /
    (total * (1 - expected) ** 4);
  const value = (observed - expected) / (1 - expected);
  const standardError = Math.sqrt(Math.max(0, variance));
  return {
    value,
    standardError,
    low: Math.max(-1, value - Z * standardError),
    high: Math.min(1, value + Z * standardError),
  };
}

type FourFoldTable = [[number, number], [number, number]];

/** The table of one label: given, not given. */
function oneAgainstAll(matrix: AgreementMatrix, label: number): FourFoldTable {
  let [both, firstAlone, secondAlone, neither] = [0, 0, 0, 0];
  matrix.forEach((row, i) => {
    row.forEach((count, j) => {
      if (i === label && j === label) both += count;
      else if (i === label) firstAlone += count;
      else if (j === label) secondAlone += count;
      else neither += count;
    });
  });
  return [
    [both, firstAlone],
    [secondAlone, neither],
  ];
}
