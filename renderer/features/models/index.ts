export { ModelRegistry } from './model-registry.svelte.ts';
export { readCard } from './model-card.ts';
export { default as CardRows } from './CardRows.svelte';
export { default as ModelsTab } from './ModelsTab.svelte';
