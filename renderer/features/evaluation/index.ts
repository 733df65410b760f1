export { default as BeatWindow } from './BeatWindow.svelte';
export { default as ClassCounts } from './ClassCounts.svelte';
export { default as ConfusionMatrix } from './ConfusionMatrix.svelte';
export { default as EpochCurves } from './EpochCurves.svelte';
export { default as FigureCell } from './FigureCell.svelte';
export { default as ReliabilityDiagram } from './ReliabilityDiagram.svelte';
export { default as Setbacks } from './Setbacks.svelte';
export { withEpoch } from './epoch-curves.ts';
export { valueRange, waveformPath } from './waveform-path.ts';
