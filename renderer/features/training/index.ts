export { Training } from './training-state.svelte.ts';
export { default as CorrectionData } from './CorrectionData.svelte';
export { default as ModelList } from './ModelList.svelte';
export { default as NoCorrections } from './NoCorrections.svelte';
export { default as PromotionGate } from './PromotionGate.svelte';
export { default as RunForm } from './RunForm.svelte';
export { default as RunOutcome } from './RunOutcome.svelte';
export { default as TrainingCurves } from './TrainingCurves.svelte';
