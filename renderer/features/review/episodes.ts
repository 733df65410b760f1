import type { Span } from '../../../app/domain/regions.ts';

/** Something that lasts, drawn over the recording and named where it is. */
export interface Episode extends Span {
  /** "V run, 8 beats, 152 bpm". */
  readonly name: string;
  /** How the overview marks it; null for what is only named. */
  readonly mark: EpisodeMark | null;
}

export type EpisodeMark = 'fibrillation' | 'ventricular' | 'supraventricular' | 'pause';

/** Half a mark's width in the overview, CSS pixels. */
const HALF_PX = 3;

/**
 * The marks of one kind as an SVG path: a bar for fibrillation, and below it a triangle, a diamond or
 * a double line at the start of what is short. Marks that would lie on one another are drawn once.
 */
export function episodePath(
  episodes: readonly Episode[],
  mark: EpisodeMark,
  pixelsPerSample: number,
): string {
  const parts: string[] = [];
  let last = -Infinity;
  for (const { mark: own, startSample, endSample } of episodes) {
    if (own !== mark) continue;
    const x = Math.round(startSample * pixelsPerSample);
    if (mark === 'fibrillation') {
      const width = Math.max(2, (endSample - startSample) * pixelsPerSample);
      parts.push(`M${x} 2h${width.toFixed(1)}v3h-${width.toFixed(1)}z`);
    } else if (x - last >= HALF_PX) {
      parts.push(`M${x} ${SHAPES[mark]}`);
      last = x;
    }
  }
  return parts.join('');
}

const SHAPES: Record<Exclude<EpisodeMark, 'fibrillation'>, string> = {
  ventricular: '7m-4 0h8l-4 7z',
  supraventricular: '6l4 4l-4 4l-4 -4z',
  pause: '6m-3 0h2v8h-2zm4 0h2v8h-2z',
};

/** Names of what lasts within a window. */
export function episodesIn(
  episodes: readonly Episode[],
  startSample: number,
  endSample: number,
): readonly Episode[] {
  return episodes.filter(
    (episode) => episode.startSample < endSample && episode.endSample > startSample,
  );
}
