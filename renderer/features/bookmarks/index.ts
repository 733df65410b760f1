export { default as BookmarkKeys } from './BookmarkKeys.svelte';
export { default as BookmarkPanel } from './BookmarkPanel.svelte';
