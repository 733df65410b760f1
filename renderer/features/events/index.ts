export { default as EventsScreen } from './EventsScreen.svelte';
export { default as OpenEvents } from './OpenEvents.svelte';
