import { RHYTHM_CODE } from '../domain/annotation-codes.ts';
import { normaliseSpans, type Span } from '../domain/regions.ts';

interface RhythmAnnotation {
  readonly sample: number;
  readonly code: number;
  /** "(AFIB", "(N" and so on; marks a change only where the code is that of a rhythm. */
  readonly aux: string;
}

/**
 * Where an annotation file says a rhythm is, as a sorted set: each label holds until the next one.
 * `rhythm`: "AFIB", "AFL", as after the bracket.
 */
export function rhythmSpans(
  annotations: readonly RhythmAnnotation[],
  rhythm: string,
  sampleCount: number,
): Span[] {
  const changes = annotations.filter(
    ({ code, aux }) => code === RHYTHM_CODE && aux.startsWith('('),
  );
  return normaliseSpans(
    changes.flatMap(({ sample, aux }, index) =>
      aux === `(${rhythm}`
        ? [{ startSample: sample, endSample: changes[index + 1]?.sample ?? sampleCount }]
        : [],
    ),
  );
}

/** Whether an annotation file says anything of rhythms. */
export function hasRhythms(annotations: readonly RhythmAnnotation[]): boolean {
  return annotations.some(({ code, aux }) => code === RHYTHM_CODE && aux.startsWith('('));
}
