/** Beats whose largest probability lies in [low, high), how sure and how right they were. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly beats: number;
  /** Mean largest probability; null without beats. */
  readonly confidence: number | null;
  /** Part that was called right. */
  readonly accuracy: number | null;
}

export interface Calibration {
  /** Expected calibration error: mean |confidence - accuracy| over beats; null without beats. */
  readonly error: number | null;
  readonly bins: ReliabilityBin[];
}

/** Reliability of the largest of `classes` probabilities a beat, in bins of equal width. */
export function calibrationOf(
  probabilities: Float32Array,
  reference: Uint8Array,
  classes: number,
  binCount = 10,
): Calibration {
  const beats = new Uint32Array(binCount);
  const right = new Uint32Array(binCount);
  const sure = new Float64Array(binCount);
  reference.forEach((own, beat) => {
    let best = 0;
    for (let k = 1; k < classes; k += 1) {
      const probability = probabilities[beat * classes + k] as number;
      if (probability > (probabilities[beat * classes + best] as number)) best = k;
    }
    const confidence = probabilities[beat * classes + best] as number;
    const bin = Math.max(0, Math.min(binCount - 1, Math.floor(confidence * binCount)));
    beats[bin] = (beats[bin] as number) + 1;
    sure[bin] = (sure[bin] as number) + confidence;
    if (best === own) right[bin] = (right[bin] as number) + 1;
  });
  let gap = 0;
  const bins = Array.from(beats, (count, bin): ReliabilityBin => {
    gap += Math.abs((sure[bin] as number) - (right[bin] as number));
    return {
      low: bin / binCount,
      high: (bin + 1) / binCount,
      beats: count,
      confidence: count === 0 ? null : (sure[bin] as number) / count,
      accuracy: count === 0 ? null : (right[bin] as number) / count,
    };
  });
  return { error: reference.length === 0 ? null : gap / reference.length, bins };
}
