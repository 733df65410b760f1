export { Training } from './training-state.svelte.ts';
export { default as CorrectionsTab } from './CorrectionsTab.svelte';
