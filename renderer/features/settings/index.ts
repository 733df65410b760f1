export { SettingsState } from './settings-state.svelte.ts';
export { default as AboutSettings } from './AboutSettings.svelte';
export { default as DisplayCalibration } from './DisplayCalibration.svelte';
export { default as DisplaySettings } from './DisplaySettings.svelte';
export { default as EngineSettings } from './EngineSettings.svelte';
export { default as ReaderSettings } from './ReaderSettings.svelte';
export { default as SettingsSection } from './SettingsSection.svelte';
