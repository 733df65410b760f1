export { default as VersionBanner } from './VersionBanner.svelte';
export { default as ReadersScreen } from './ReadersScreen.svelte';
