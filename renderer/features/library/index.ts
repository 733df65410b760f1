export { Library } from './library-state.svelte.ts';
export { default as CopyDialog } from './CopyDialog.svelte';
export { default as DemoForm } from './DemoForm.svelte';
export { default as EmptyLibrary } from './EmptyLibrary.svelte';
export { default as RecordingPanel } from './RecordingPanel.svelte';
export { default as ReviewStates } from './ReviewStates.svelte';
export { default as RecordingTable } from './RecordingTable.svelte';
export { default as RemoveDialog } from './RemoveDialog.svelte';
export { default as VerdictDialog } from './VerdictDialog.svelte';
