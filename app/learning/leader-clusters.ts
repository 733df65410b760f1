import type { SampleReader } from '../domain/recording.ts';
import { TEMPLATE_BEFORE, TEMPLATE_LENGTH } from '../signal/beat-template.ts';
import { CLASSIFIER_RATE_HZ, createConditionedLead } from '../signal/conditioned-lead.ts';

/** Beats that correlate so well with a leader are alike (Construe, Teijeiro 2018, groups so). */
const ALIKE = 0.93;
/** Leaders that are kept; a beat like none of them is a group of its own. */
const MOST_LEADERS = 60;

/**
 * Groups beats by shape as they come: a beat joins the leader that it resembles most, or becomes a
 * leader itself. Returns the group of a beat at a sample, numbered from 0; ask for every beat once.
 */
export function leaderClusters(
  reader: SampleReader,
  leadIndex: number,
): (sample: number) => number {
  const lead = createConditionedLead(reader, leadIndex);
  const leaders: Float32Array[] = [];
  let nextAlone = MOST_LEADERS;
  return (sample) => {
    const centre = Math.round((sample * CLASSIFIER_RATE_HZ) / reader.sampleRateHz);
    const shape = normalised(lead.read(centre - TEMPLATE_BEFORE, TEMPLATE_LENGTH));
    let best = -1;
    let highest = ALIKE;
    leaders.forEach((leader, index) => {
      const likeness = product(leader, shape);
      if (likeness < highest) return;
      highest = likeness;
      best = index;
    });
    if (best >= 0) return best;
    if (leaders.length === MOST_LEADERS) return nextAlone++;
    leaders.push(shape);
    return leaders.length - 1;
  };
}

/** Mean 0, length 1; all zeros for a flat line. */
function normalised(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const centred = samples.map((value) => value - mean);
  const length = Math.sqrt(product(centred, centred));
  return length === 0 ? centred : centred.map((value) => value / length);
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] as number) * (b[k] as number);
  return sum;
}
