/** Words of figures: tables, matrices and diagrams of how well something classifies. */
export const EVALUATION_TEXT = {
  class: 'Class',
  /** What a matrix counts that no beat of the other side lies near. */
  noBeat: 'no beat',
  beats: 'Beats',
  precision: 'Precision, %',
  recall: 'Recall, %',
  f1: 'F1, %',
  oneVsRest: 'One against rest, %',
  doesNotApply: 'Does not apply',
  precisionMeaning: 'Of the beats called this class, the share that is. Also +P.',
  recallMeaning: 'Of the beats of this class, the share that is found. Also Se.',
  f1Meaning: 'Harmonic mean of precision and recall.',
  oneVsRestMeaning:
    'Of all beats, the share that is rightly called this class or rightly not called it. High for a rare class even when none is found.',
  range: (low: string, high: string) => `${low} to ${high}`,
  seedsNote: 'Mean ± standard deviation over seeds. Below: 95 % bootstrap interval, by recording.',

  confusion: 'Confusion matrix',
  reference: 'Reference',
  predicted: 'Predicted',
  confusionMeaning: 'Rows: reference. Columns: what it was called. Count and share of the row, %.',
  openCell: 'A cell opens the beats behind it.',
  cell: (reference: string, predicted: string, count: string, share: string) =>
    `${reference} called ${predicted}: ${count}, ${share} of ${reference}`,

  reliability: 'Reliability',
  reliabilityMeaning:
    'Points below the diagonal: surer than right. The bars count the beats of each bin, on a logarithmic scale.',
  reliabilityLabel: (error: string, bins: string) =>
    `Reliability diagram; expected calibration error ${error}. ${bins}`,
  reliabilityBin: (confidence: string, accuracy: string, beats: string) =>
    `sure ${confidence}, right ${accuracy}, ${beats}`,
  calibrationError: 'Expected calibration error, %',
  confidence: 'How sure, %',
  right: 'Right, %',
  noProbabilities: 'Not assessed: it gives no probabilities.',

  counts: 'Class counts',
  countsBefore: 'as recorded',
  countsAfter: 'shown in an epoch of training',
  countsBeforeHead: 'recorded',
  countsAfterHead: 'in an epoch',
  countsLeftOut: (reasons: readonly string[]) => `Left out: ${reasons.join(', ')}.`,
  countsLeftOutMeaning:
    'Beats recorded too badly to learn from; not in the counts above. A beat can have several reasons.',
  countsScale: 'Bars on a logarithmic scale.',

  waveform: (name: string) => `Waveform: ${name}`,
  lossChart: 'Loss',
  lossChartLabel: 'Loss per epoch on training and validation beats',
  trainLoss: 'training',
  validationLoss: 'validation',
  f1Chart: 'F1 per class, validation beats',
  noValidation: 'Not assessed: no beats are set aside to validate on.',
  f1ChartLabel: 'F1 score per epoch and class on validation beats',
  epochAxis: 'epoch',
  setbacks: (count: number) =>
    count === 1 ? 'One setback; the training went on' : `${count} setbacks; the training went on`,
  setback: (training: string, epoch: number, message: string) =>
    `${training === '' ? 'Epoch' : `${training}, epoch`} ${epoch}: ${message}`,
} as const;
