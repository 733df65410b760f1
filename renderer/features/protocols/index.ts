export { ProtocolRuns } from './protocol-runs.svelte.ts';
export { default as ProtocolsTab } from './ProtocolsTab.svelte';
