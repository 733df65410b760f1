import type { BeatGroup } from '../beat-groups.ts';
import { beatPositions } from '../beat-groups.ts';
import { beatTemplate, differenceFromTemplate, TEMPLATE_BEFORE, TEMPLATE_LENGTH } from '../beat-template.ts'; // prettier-ignore
import { CLASSIFIER_RATE_HZ, createConditionedLead, type ConditionedLead } from '../conditioned-lead.ts'; // prettier-ignore
import { RR_CONTEXT_LENGTH, RR_CONTEXT_NAMES, rrContext } from '../rr-context.ts';
import type { InputPart, Preparation } from './preparation.ts';

/** Numbers a beat, as many as the paper's network takes. */
const INPUT_LENGTH = 187;
/** Which of the 187 numbers are what; augmentation needs to know. */
export const SHAPE_LENGTH = 100;
export const SHAPE_BEFORE = 40;
const RHYTHM_START = SHAPE_LENGTH + TEMPLATE_LENGTH;
/** Samples that carry one number of the rhythm. */
export const PLATEAU_LENGTH = (INPUT_LENGTH - RHYTHM_START) / RR_CONTEXT_LENGTH;
/** Samples that scale with the signal's amplitude. */
export const SCALED_LENGTH = RHYTHM_START;

/** First sample of the shape that the difference covers as well. */
export const DIFFERENCE_IN_SHAPE = SHAPE_BEFORE - TEMPLATE_BEFORE;

const MS_PER_SAMPLE = 1000 / CLASSIFIER_RATE_HZ;
const INPUT_PARTS: readonly InputPart[] = [
  { name: 'beat', start: 0, length: SHAPE_LENGTH, startOffsetMs: -SHAPE_BEFORE * MS_PER_SAMPLE },
  {
    name: 'difference from the usual beat',
    start: SHAPE_LENGTH,
    length: TEMPLATE_LENGTH,
    startOffsetMs: -TEMPLATE_BEFORE * MS_PER_SAMPLE,
  },
  ...RR_CONTEXT_NAMES.map((name, plateau) => ({
    name,
    start: RHYTHM_START + plateau * PLATEAU_LENGTH,
    length: PLATEAU_LENGTH,
    startOffsetMs: null,
  })),
];

/** Scaled values beyond this are artefacts, or at least no more telling. */
const LARGEST = 4;
/** A usual beat lower than this (mV) is a lead that has come off: do not blow its noise up. */
const LOWEST_HEIGHT_MV = 0.05;
const REACH = INPUT_LENGTH + 8;

/**
 * 100 samples of shape (R at sample 40: 0.32 s before, 0.47 s after), 59 samples of the difference
 * from the usual beat of the recording around it, both divided by that usual beat's height with the
 * sign kept, and 28 samples of rhythm (seven plateaus of four). One lead, 125 Hz.
 */
export const templateRhythm: Preparation = {
  inputLength: INPUT_LENGTH,
  leadCount: 1,
  inputParts: INPUT_PARTS,
  open(reader, leads, beatSamples) {
    const lead = createConditionedLead(reader, leads[0] ?? 0);
    const positions = beatPositions(beatSamples, reader.sampleRateHz);
    return { cut: (group) => cutGroup(lead, positions, group) };
  },
};

function cutGroup(lead: ConditionedLead, positions: Float64Array, group: BeatGroup): Float32Array {
  const output = new Float32Array((group.end - group.first) * INPUT_LENGTH);
  if (group.end <= group.first) return output;
  const blockStart = Math.round(positions[group.first] as number) - REACH;
  const blockEnd = Math.round(positions[group.end - 1] as number) + REACH;
  const block = lead.read(blockStart, blockEnd - blockStart);
  const centres: number[] = [];
  for (let beat = group.first; beat < group.end; beat += 1) {
    centres.push(Math.round(positions[beat] as number) - blockStart);
  }
  const template = beatTemplate(block, centres);
  centres.forEach((centre, index) => {
    const window = output.subarray(index * INPUT_LENGTH, (index + 1) * INPUT_LENGTH);
    writeShapeAndRhythm(block, centre, template, positions, group.first + index, window);
  });
  return output;
}

function writeShapeAndRhythm(
  block: Float32Array,
  centre: number,
  template: Float32Array,
  positions: Float64Array,
  beat: number,
  window: Float32Array,
): void {
  const shape = block.subarray(centre - SHAPE_BEFORE, centre - SHAPE_BEFORE + SHAPE_LENGTH);
  window.set(shape);
  differenceFromTemplate(block, centre, template, window.subarray(SHAPE_LENGTH, RHYTHM_START));
  const height = Math.max(LOWEST_HEIGHT_MV, Math.max(...template) - Math.min(...template));
  for (let k = 0; k < SCALED_LENGTH; k += 1) {
    window[k] = Math.max(-LARGEST, Math.min(LARGEST, (window[k] as number) / height));
  }
  rrContext(positions, beat).forEach((level, plateau) => {
    const start = RHYTHM_START + plateau * PLATEAU_LENGTH;
    window.fill(level, start, start + PLATEAU_LENGTH);
  });
}
