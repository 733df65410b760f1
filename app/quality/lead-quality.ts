import type { Span } from '../domain/regions.ts';

/**
 * What can be wrong with a lead, from nothing recorded to much recorded: where all leads are bad for
 * different reasons, the last of these is why nothing could be analysed.
 */
export const QUALITY_CAUSES = ['lead-off', 'flat', 'saturated', 'noise'] as const;
export type QualityCause = (typeof QUALITY_CAUSES)[number];

/** Counts up with every change of the criteria: what was computed by others is computed again. */
export const QUALITY_CRITERIA = 1;

/** A stretch in which a lead cannot be analysed. */
export interface BadStretch extends Span {
  readonly cause: QualityCause;
}

/** Bad stretches per lead, each sorted and without overlap. */
export type SignalQuality = readonly (readonly BadStretch[])[];
