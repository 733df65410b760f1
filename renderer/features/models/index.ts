export { ModelRegistry } from './model-registry.svelte.ts';
export { default as CardRows } from './CardRows.svelte';
export { default as ModelsTab } from './ModelsTab.svelte';
