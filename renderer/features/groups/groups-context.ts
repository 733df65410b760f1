import { createContext } from 'svelte';
import type { GroupReview } from './group-review.svelte.ts';

/** The groups that all views of a recording share; set once by OpenGroups. */
export const [currentGroups, provideGroups] = createContext<GroupReview>();
