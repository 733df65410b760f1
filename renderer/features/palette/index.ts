export { palette } from './palette.svelte.ts';
export type { PaletteItem } from './palette.svelte.ts';
export { default as CommandPalette } from './CommandPalette.svelte';
