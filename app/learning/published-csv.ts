/**
 * Beats by class (N, S, V, F, Q) of the CSV that Kachuee, Fazeli and Sarrafzadeh published and the
 * paper used: mitbih_train.csv and mitbih_test.csv.
 */
export const PUBLISHED_TRAIN_COUNTS: readonly number[] = [72_471, 2223, 5788, 641, 6431];
export const PUBLISHED_TEST_COUNTS: readonly number[] = [18_118, 556, 1448, 162, 1608];

/** Part of a class's beats that lies in the published test file, about a fifth. */
export function publishedTestShare(classIndex: number): number {
  const test = PUBLISHED_TEST_COUNTS[classIndex] ?? 0;
  return test / (test + (PUBLISHED_TRAIN_COUNTS[classIndex] ?? 1));
}
