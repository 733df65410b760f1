export { default as OpenQuality } from './OpenQuality.svelte';
export { default as QualityPanel } from './QualityPanel.svelte';
