/** One tick of the ruler, in millimetres from its start. */
export interface Tick {
  readonly mm: number;
  readonly kind: 'millimetre' | 'half' | 'centimetre';
}

export const RULER_LENGTH_MM = 100;

/** Ticks as on a real ruler: each millimetre, longer at 5, longest and numbered at 10. */
export function rulerTicks(): Tick[] {
  return Array.from({ length: RULER_LENGTH_MM + 1 }, (_, mm) => ({
    mm,
    kind: mm % 10 === 0 ? 'centimetre' : mm % 5 === 0 ? 'half' : 'millimetre',
  }));
}
