export { JobList } from './job-list.svelte.ts';
export { default as JobTray } from './JobTray.svelte';
export { default as JobProgress } from './JobProgress.svelte';
