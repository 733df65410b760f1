import type { AppError } from '../../../app/domain/app-error.ts';

/** A part of the program that keeps its last problem until the reader dismisses it. */
export interface ProblemSource {
  problem: AppError | null;
}

/**
 * What the reader must be told now. While the core is down every request fails for that one
 * reason, which has a message of its own.
 */
export function openProblems(
  sources: readonly ProblemSource[],
  coreIsUp: boolean,
): { source: ProblemSource; problem: AppError }[] {
  return sources.flatMap((source) => {
    const { problem } = source;
    const isSaid = problem === null || (!coreIsUp && problem.code === 'core-unavailable');
    return isSaid || problem.code === 'cancelled' ? [] : [{ source, problem }];
  });
}
