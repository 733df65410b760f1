export { default as GroupKeys } from './GroupKeys.svelte';
export { default as GroupOfBeat } from './GroupOfBeat.svelte';
export { default as GroupsScreen } from './GroupsScreen.svelte';
export { default as OpenGroups } from './OpenGroups.svelte';
