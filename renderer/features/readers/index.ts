export { default as ReadersScreen } from './ReadersScreen.svelte';
