export { default as TrendsScreen } from './TrendsScreen.svelte';
