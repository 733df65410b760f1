export { Calipers } from './calipers.svelte.ts';
export { default as CaliperDots } from './CaliperDots.svelte';
export { default as CaliperOverlay } from './CaliperOverlay.svelte';
