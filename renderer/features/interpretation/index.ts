export { default as BeatSaliency } from './BeatSaliency.svelte';
export { default as Interpretation } from './Interpretation.svelte';
