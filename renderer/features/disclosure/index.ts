export { default as DisclosureScreen } from './DisclosureScreen.svelte';
