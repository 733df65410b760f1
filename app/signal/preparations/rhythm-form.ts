import { clusterBeats, dotProduct, type BeatClusters } from '../beat-clusters.ts';
import { beatPositions, type BeatGroup } from '../beat-groups.ts';
import { createConditionedLead, type ConditionedLead } from '../conditioned-lead.ts';
import type { Preparation } from './preparation.ts';
import { alignBeats, beatVectors, LEAD_SHAPE_LENGTH, leadShapes, likeness, SHAPE_REACH } from './rhythm-form-shape.ts'; // prettier-ignore
import { beatTimings, isEarly, SHARED_TIMINGS, TIMING_LENGTH } from './rhythm-form-timing.ts';

const LEADS = 2;
/** Per lead: the shape of the beat, and the mean QRS width of the beats of its kind. */
const LEAD_LENGTH = LEAD_SHAPE_LENGTH + 1;
const CLUSTER_LENGTH = 15;
/** Beats that share a usual beat and their clusters, about half an hour. */
const STRETCH_BEATS = 2400;

/** How the numbers of a beat are laid out; the network sees timing and shape with different eyes. */
export const RHYTHM_FORM_LAYOUT = {
  /** The first numbers are timing, ... */
  timing: TIMING_LENGTH,
  /** ... the last of which also go with the shape. */
  shared: SHARED_TIMINGS,
  /** The numbers of one lead, as often as there are leads; zeros for a lead that is missing. */
  lead: LEAD_LENGTH,
  leads: LEADS,
  /** About the beats that look like this one. */
  cluster: CLUSTER_LENGTH,
} as const;
const INPUT_LENGTH = TIMING_LENGTH + LEADS * LEAD_LENGTH + CLUSTER_LENGTH;

/**
 * A beat in 100 numbers: when it comes (`beatTimings`), what it looks like beside the usual beat of
 * the half hour around it in two leads (`leadShapes`), and what the beats that look like it have in
 * common: how many they are, how early they come as a rule, how much they differ from the usual beat.
 * Nothing in it is learned, and all of it is relative to the recording itself.
 */
export const rhythmForm: Preparation = {
  inputLength: INPUT_LENGTH,
  leadCount: LEADS,
  inputParts: [
    { name: 'timing', start: 0, length: TIMING_LENGTH, startOffsetMs: null },
    { name: 'shape, first lead', start: TIMING_LENGTH, length: LEAD_LENGTH, startOffsetMs: null },
    {
      name: 'shape, second lead',
      start: TIMING_LENGTH + LEAD_LENGTH,
      length: LEAD_LENGTH,
      startOffsetMs: null,
    },
    {
      name: 'beats that look alike',
      start: INPUT_LENGTH - CLUSTER_LENGTH,
      length: CLUSTER_LENGTH,
      startOffsetMs: null,
    },
  ],
  open(reader, leads, beatSamples) {
    const conditioned = leads.map((lead) => createConditionedLead(reader, lead));
    const positions = beatPositions(beatSamples, reader.sampleRateHz);
    const stretches = stretchesOf(positions.length);
    let known: { stretch: BeatGroup; numbers: Float32Array } | null = null;
    const numbersOf = (stretch: BeatGroup): Float32Array => {
      if (known?.stretch !== stretch) {
        known = { stretch, numbers: stretchNumbers(conditioned, positions, stretch) };
      }
      return known.numbers;
    };
    return {
      cut({ first, end }) {
        const output = new Float32Array((end - first) * INPUT_LENGTH);
        for (const stretch of stretches) {
          const from = Math.max(first, stretch.first);
          const to = Math.min(end, stretch.end);
          if (from >= to) continue;
          const numbers = numbersOf(stretch);
          output.set(
            numbers.subarray(
              (from - stretch.first) * INPUT_LENGTH,
              (to - stretch.first) * INPUT_LENGTH,
            ),
            (from - first) * INPUT_LENGTH,
          );
        }
        return output;
      },
    };
  },
};

/** Even stretches of about half an hour's beats. */
function stretchesOf(beatCount: number): BeatGroup[] {
  const count = beatCount === 0 ? 0 : Math.max(1, Math.round(beatCount / STRETCH_BEATS));
  return Array.from({ length: count }, (_, index) => ({
    first: Math.floor((index * beatCount) / count),
    end: Math.floor(((index + 1) * beatCount) / count),
  }));
}

function stretchNumbers(
  leads: readonly ConditionedLead[],
  positions: Float64Array,
  { first, end }: BeatGroup,
): Float32Array {
  const count = end - first;
  const start = Math.round(positions[first] as number) - SHAPE_REACH;
  const length = Math.round(positions[end - 1] as number) + SHAPE_REACH - start;
  const blocks = leads.map((lead) => lead.read(start, length));
  const centres = Array.from(positions.subarray(first, end), (at) => Math.round(at) - start);
  const timings = beatTimings(positions, first, end);
  const aligned = alignBeats(blocks, centres);
  const clusters = clusterBeats(beatVectors(aligned));
  const shapes = aligned.beats.map((beats, lead) =>
    leadShapes(beats, aligned.usual[lead] as Float32Array, count),
  );
  const output = new Float32Array(count * INPUT_LENGTH);
  for (let beat = 0; beat < count; beat += 1) {
    output.set(
      timings.subarray(beat * TIMING_LENGTH, (beat + 1) * TIMING_LENGTH),
      beat * INPUT_LENGTH,
    );
  }
  shapes.forEach((shape, lead) => {
    const widths = meansByCluster(clusters, (beat) => shape.widths[beat] as number);
    for (let beat = 0; beat < count; beat += 1) {
      const at = beat * INPUT_LENGTH + TIMING_LENGTH + lead * LEAD_LENGTH;
      output.set(
        shape.shapes.subarray(beat * LEAD_SHAPE_LENGTH, (beat + 1) * LEAD_SHAPE_LENGTH),
        at,
      );
      output[at + LEAD_SHAPE_LENGTH] =
        ((widths[clusters.clusterOf[beat] as number] as number) - 6) / 3;
    }
  });
  const kinds = clusterNumbers(
    clusters,
    (beat, index) => timings[beat * TIMING_LENGTH + TIMING_LENGTH - SHARED_TIMINGS + index] as number, // prettier-ignore
    (beat) => shapes[0]?.qrsLikeness[beat] ?? 0,
    (beat) => (2 * shapes.reduce((sum, { pLikeness }) => sum + (pLikeness[beat] as number), 0)) / shapes.length, // prettier-ignore
  );
  for (let beat = 0; beat < count; beat += 1) {
    const at = (beat + 1) * INPUT_LENGTH - CLUSTER_LENGTH;
    output.set(kinds(beat), at);
    output[at + CLUSTER_LENGTH - 1] = (aligned.shifts[beat] as number) / 2;
  }
  return output.map((value) => Math.max(-4, Math.min(4, value)));
}

/** A function that gives the numbers of a beat's cluster. */
function clusterNumbers(
  clusters: BeatClusters,
  timing: (beat: number, index: number) => number,
  qrsLikeness: (beat: number) => number,
  pLikeness: (beat: number) => number,
): (beat: number) => number[] {
  const { clusterOf, sizes, means } = clusters;
  const beats = clusterOf.length;
  const largest = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0));
  const share = (cluster: number): number => (sizes[cluster] as number) / beats;
  const notable = sizes.reduce((count, size) => count + Number(size > 0.005 * beats), 0);
  const means_ = [0, 1, 2, 3, 4].map((index) => meansByCluster(clusters, (beat) => timing(beat, index))); // prettier-ignore
  const early = meansByCluster(clusters, (beat) => Number(isEarly(timing(beat, 0))));
  const qrs = meansByCluster(clusters, qrsLikeness);
  const p = meansByCluster(clusters, pLikeness);
  const byCluster = means.map((mean, cluster) => [
    Math.log(share(cluster) + 0.001) / 1.5 + 2,
    likeness(dotProduct(mean, means[largest] as Float32Array)),
    Number(cluster === largest),
    (notable - 8) / 5,
    3 * (share(largest) - 0.7),
    ...means_.map((values) => values[cluster] as number),
    3 * ((early[cluster] as number) - 0.3),
    likeness(qrs[cluster] as number),
    p[cluster] as number,
  ]);
  return (beat) => [
    ...(byCluster[clusterOf[beat] as number] as number[]),
    likeness(clusters.likeness[beat] as number),
  ];
}

function meansByCluster(
  { clusterOf, sizes }: BeatClusters,
  value: (beat: number) => number,
): Float64Array {
  const sums = new Float64Array(sizes.length);
  clusterOf.forEach((cluster, beat) => {
    sums[cluster] = (sums[cluster] as number) + value(beat);
  });
  return sums.map((sum, cluster) => sum / Math.max(1, sizes[cluster] as number));
}
