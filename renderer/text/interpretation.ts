/** Words of what a network looks at: saliency of a beat, the map of beats, usual beats by class. */
export const INTERPRETATION_TEXT = {
  title: 'What it looks at',
  recording: 'Recording',
  noRecording: 'Import a recording to see how this model sees its beats.',
  map: 'Map the beats',
  mapMeaning:
    'Beats that the network sees alike lie close together (UMAP of what enters its last layer). Only nearness means something: neither axes nor distances between far groups do.',
  mapLabel: (beats: string, misfits: string) =>
    `Map of ${beats}; ${misfits} where the label differs from the model`,
  mapCounts: (beats: string, misfits: string) =>
    `Colour and shape: the label in force. ${beats}, ${misfits} of them ringed: the label and the model differ.`,
  computing: 'Computing…',
  next: 'Next beat',
  previous: 'Previous beat',
  stepHint: 'Steps through the ringed beats first.',
  pick: 'Click a point, or step with the arrows, to see the beat.',
  beat: (beatId: number) => `Beat ${beatId}`,
  label: 'Label',
  model: 'Model',
  openInReview: 'Open in review',

  saliency: 'What the model looks at',
  explain: 'What the model looks at…',
  saliencyMeaning:
    'Integrated gradients: how much each part of the beat moves the model towards its answer, against the usual beat around it. Bars up: for it; down: against it.',
  saliencyLabel: (target: string, part: string) =>
    `Saliency for ${target}, ${part}: the beat, the usual beat dashed, and the weight of each place as bars`,
  saliencyCheck: (sum: string, difference: string) =>
    `Check: the bars sum up to ${sum}; the output differs by ${difference}.`,
  feature: 'Rhythm and other numbers',
  featureWeight: 'Weight',
  thisBeat: 'this beat',
  usualBeat: 'usual beat',
  weight: 'weight, up for, down against',
  weightSides: '← against · for →',

  waveforms: 'Usual beats by class',
  waveformsMeaning: 'Mean, and the range of the middle 80 % of beats at every place.',
  waveformsSource: {
    recording: 'Of the recording.',
    'training-averages': 'Averages of the beats that the model learned from.',
  },
  waveformsNone:
    'Not assessed: this model keeps no waves of its training beats. Import a recording to see the usual beats there.',
  waveformsCount: (sampled: string, beats: string) => `${sampled} of ${beats}`,
} as const;
