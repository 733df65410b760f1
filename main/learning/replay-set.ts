import { createDemoHolter } from '../../app/demo/demo-holter.ts';
import { BEAT_CLASSES } from '../../app/domain/beat-class.ts';
import { LEAD_II_NAMES, leadByName } from '../../app/learning/lead-choice.ts';
import { beatGroups } from '../../app/signal/beat-groups.ts';
import { openBeatCutter, preparationNamed, type PreparationName } from '../../app/signal/preparations/index.ts'; // prettier-ignore
import type { LabelledBeats } from './labelled-beats.ts';
import { readLeadToMemory } from './memory-lead.ts';

/** Seed and length are part of what a fine-tuning run is: changing them changes its result. */
const DEMO = { seed: 20_240_301, hours: 5, leadCount: 1, sampleRateHz: 125 } as const;
/** Beats of one class; the rare ones are used whole. */
const MOST_PER_CLASS = 600;

/**
 * Beats to rehearse what a model knows, for a model without averages of what it learned from (see
 * `rehearsal.ts`): from the demo generator. Classes are the generator's truth.
 */
export async function createReplaySet(preparation: PreparationName): Promise<LabelledBeats> {
  const demo = createDemoHolter(DEMO);
  const reader = await readLeadToMemory(
    demo.info,
    leadByName(demo.info.leads, LEAD_II_NAMES) ?? 0,
    demo.chunks(),
  );
  const { sample, beatClass } = demo.truth;
  const { inputLength } = preparationNamed(preparation);
  const cutter = openBeatCutter(preparation, reader, [0], sample);
  const totals = BEAT_CLASSES.map((_, index) => beatClass.filter((own) => own === index).length);
  const met = BEAT_CLASSES.map(() => 0);
  const windows: Float32Array[] = [];
  const classes: number[] = [];
  for (const group of beatGroups(sample.length)) {
    const cut = cutter.cut(group);
    for (let beat = group.first; beat < group.end; beat += 1) {
      const index = beatClass[beat] as number;
      const order = met[index] as number;
      met[index] = order + 1;
      const stride = Math.max(1, Math.ceil((totals[index] as number) / MOST_PER_CLASS));
      if (order % stride !== 0) continue;
      const start = (beat - group.first) * inputLength;
      windows.push(cut.subarray(start, start + inputLength));
      classes.push(index);
    }
  }
  const joined = new Float32Array(windows.length * inputLength);
  windows.forEach((window, index) => {
    joined.set(window, index * inputLength);
  });
  return { inputLength, windows: joined, beatClass: Uint8Array.from(classes) };
}
