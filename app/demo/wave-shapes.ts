import type { Vector } from './lead-set.ts';

/**
 * One bump of the heart's dipole: a Gaussian in time, wider on one side than on the other
 * (McSharry PE et al. (2003), IEEE Trans Biomed Eng 50:289-294, in three dimensions as in Sameni R
 * et al. (2007), EURASIP J Adv Signal Process 043407).
 */
export interface Wave {
  /** From the R peak, or for T and U waves from the peak of T. */
  readonly atS: number;
  readonly riseS: number;
  readonly fallS: number;
  /** Dipole at the peak, mV in a lead of unit length. */
  readonly dipole: Vector;
}

/** Depolarisation and repolarisation of the ventricles in one kind of beat. */
export interface VentricularShape {
  readonly depolarisation: readonly Wave[];
  /** Times count from the peak of T, widths are those of a QT of 400 ms. */
  readonly repolarisation: readonly Wave[];
  /** How much later T comes than in a normally conducted beat. */
  readonly repolarisationDelayS: number;
}

function wave(atMs: number, riseMs: number, fallMs: number, dipole: Vector): Wave {
  return { atS: atMs / 1000, riseS: riseMs / 1000, fallS: fallMs / 1000, dipole };
}

/** Septum, free walls, base: 90 ms, R 1.1 mV in lead II. */
const NORMAL_DEPOLARISATION = [
  wave(-25, 7.5, 8, [-0.14, -0.07, -0.26]),
  wave(-9, 9, 8, [0.22, 0.1, -0.1]),
  wave(0, 9, 10.5, [0.88, 0.92, 0.34]),
  wave(19, 9, 10, [0.1, -0.02, 0.55]),
  wave(31, 8, 10, [-0.2, -0.2, 0.2]),
] as const;

const NORMAL_REPOLARISATION = [
  wave(-85, 55, 70, [0.07, 0.06, -0.04]),
  wave(0, 52, 33, [0.21, 0.22, -0.13]),
  wave(155, 35, 45, [0.02, 0.025, -0.02]),
] as const;

export const NORMAL_SHAPE: VentricularShape = {
  depolarisation: NORMAL_DEPOLARISATION,
  repolarisation: NORMAL_REPOLARISATION,
  repolarisationDelayS: 0,
};

/** Right bundle branch block of an early atrial beat: a late force to the right and front. */
export const ABERRANT_SHAPE: VentricularShape = {
  depolarisation: [
    ...NORMAL_DEPOLARISATION.slice(0, 4),
    wave(33, 10, 12, [-0.28, -0.22, 0.05]),
    wave(54, 15, 19, [-0.42, -0.06, -0.5]),
  ],
  repolarisation: [
    wave(-85, 55, 70, [0.05, 0.05, 0.02]),
    wave(0, 52, 36, [0.2, 0.18, 0.12]),
    wave(155, 35, 45, [0.015, 0.02, 0]),
  ],
  repolarisationDelayS: 0.018,
};

/** Ectopic foci of the ventricles, each with its own shape; widths 140-170 ms, T discordant. */
export const VENTRICULAR_FOCI: readonly [VentricularShape, VentricularShape] = [
  {
    // Right ventricular outflow tract: left bundle branch block pattern, inferior axis.
    depolarisation: [
      wave(-38, 11, 14, [0.1, 0.2, -0.14]),
      wave(-3, 18, 16, [0.5, 1.3, 0.5]),
      wave(30, 14, 17, [0.38, 0.75, 0.72]),
      wave(63, 14, 20, [0.08, 0.12, 0.3]),
    ],
    repolarisation: [
      wave(-125, 48, 85, [-0.13, -0.22, -0.2]),
      wave(0, 76, 45, [-0.28, -0.46, -0.38]),
    ],
    repolarisationDelayS: 0.035,
  },
  {
    // Left ventricular inferior wall: right bundle branch block pattern, superior axis.
    depolarisation: [
      wave(-40, 11, 12, [0.06, 0.32, -0.34]),
      wave(-4, 17, 16, [-0.34, -1.15, -0.95]),
      wave(33, 13, 20, [-0.55, -0.7, -0.4]),
      wave(70, 14, 19, [-0.2, 0.04, 0.2]),
    ],
    repolarisation: [wave(-120, 50, 80, [0.1, 0.2, 0.2]), wave(0, 72, 43, [0.24, 0.5, 0.38])],
    repolarisationDelayS: 0.04,
  },
];

/** A complex of no nameable origin, seen through movement: class Q. */
export const UNCLASSIFIABLE_SHAPE: VentricularShape = {
  depolarisation: [
    wave(-38, 18, 16, [-0.35, 0.3, 0.3]),
    wave(2, 13, 19, [0.42, 0.36, -0.28]),
    wave(47, 18, 24, [-0.2, -0.42, 0.38]),
  ],
  repolarisation: [wave(0, 70, 50, [0.1, -0.12, -0.1])],
  repolarisationDelayS: 0.01,
};

/** Activation of the atria; times count from the middle of the P wave. */
export type AtrialOrigin = 'sinus' | 'low-atrial' | 'high-atrial';

export const ATRIAL_SHAPES: Readonly<Record<AtrialOrigin, readonly Wave[]>> = {
  sinus: [wave(-19, 17, 19, [0.03, 0.085, -0.055]), wave(20, 19, 17, [0.06, 0.1, 0.045])],
  'low-atrial': [wave(-14, 15, 17, [0.015, -0.085, 0.02]), wave(14, 17, 16, [0.02, -0.09, -0.02])],
  'high-atrial': [wave(-16, 12, 15, [-0.03, 0.09, -0.05]), wave(12, 13, 15, [0.0, 0.11, -0.06])],
};

/** Shape of a fusion beat: both wave fronts, each with its share of the muscle. */
export function fusedShape(focus: VentricularShape, ventricularShare: number): VentricularShape {
  const mix = (own: readonly Wave[], ectopic: readonly Wave[]) => [
    ...own.map((part) => scaled(part, 1 - ventricularShare)),
    ...ectopic.map((part) => scaled(part, ventricularShare)),
  ];
  return {
    depolarisation: mix(NORMAL_SHAPE.depolarisation, focus.depolarisation),
    repolarisation: mix(NORMAL_SHAPE.repolarisation, focus.repolarisation),
    repolarisationDelayS: ventricularShare * focus.repolarisationDelayS,
  };
}

function scaled(part: Wave, factor: number): Wave {
  const [x, y, z] = part.dipole;
  return { ...part, dipole: [factor * x, factor * y, factor * z] };
}
