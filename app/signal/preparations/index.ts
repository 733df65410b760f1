import type { SampleReader } from '../../domain/recording.ts';
import type { BeatCutter, Preparation } from './preparation.ts';
import { kachuee } from './kachuee.ts';
import { rhythmForm } from './rhythm-form.ts';
import { templateRhythm } from './template-rhythm.ts';

export type { BeatCutter, Preparation } from './preparation.ts';

/**
 * Ways in which a beat becomes the numbers that a network sees. Versioned by name, stored in the
 * model card, and part of what a model is: weights are only valid for the preparation that they were
 * trained with.
 */
export const PREPARATION_NAMES = ['template-rhythm-1', 'kachuee-1', 'rhythm-form-1'] as const;
export type PreparationName = (typeof PREPARATION_NAMES)[number];

const PREPARATIONS: Record<PreparationName, Preparation> = {
  'template-rhythm-1': templateRhythm,
  'kachuee-1': kachuee,
  'rhythm-form-1': rhythmForm,
};

export function preparationNamed(name: PreparationName): Preparation {
  return PREPARATIONS[name];
}

/** See `Preparation.open`. */
export function openBeatCutter(
  name: PreparationName,
  reader: SampleReader,
  leads: readonly number[],
  beatSamples: Uint32Array,
): BeatCutter {
  return PREPARATIONS[name].open(reader, leads, beatSamples);
}
