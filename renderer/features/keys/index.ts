export { keys } from './key-dispatcher.svelte.ts';
export { shownHints, type KeyHint } from './key-hints.ts';
export type { CommandId, CommandIn } from './key-table.ts';
export { TABLE_COMMANDS } from './key-table.ts';
export { default as KeyOverlay } from './KeyOverlay.svelte';
export { default as KeySettings } from './KeySettings.svelte';
