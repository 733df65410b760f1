export { keys } from './key-dispatcher.svelte.ts';
export type { CommandIn } from './key-table.ts';
export { default as KeyOverlay } from './KeyOverlay.svelte';
