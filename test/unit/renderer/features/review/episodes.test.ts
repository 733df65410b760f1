import { expect, test } from 'vitest';
import {
  episodePath,
  episodesIn,
  type Episode,
} from '../../../../../renderer/features/review/episodes.ts';

function episode(startSample: number, endSample: number, mark: Episode['mark']): Episode {
  return { startSample, endSample, mark, name: `${startSample}` };
}

test('marks that would lie on one another are drawn once, episodes as long as they are', () => {
  const runs = Array.from({ length: 1000 }, (_, i) => episode(i * 10, i * 10 + 5, 'ventricular'));
  const path = episodePath(runs, 'ventricular', 0.01);
  expect(path.match(/M/g)?.length).toBeLessThan(40);
  expect(episodePath(runs, 'pause', 0.01)).toBe('');
  // Off the upper edge, whose line would swallow a bar.
  expect(episodePath([episode(1000, 9000, 'fibrillation')], 'fibrillation', 0.01)).toBe('M10 2h80.0v3h-80.0z'); // prettier-ignore
});

test('names what lasts within a window', () => {
  const all = [episode(0, 100, null), episode(100, 200, 'pause'), episode(300, 400, null)];
  expect(episodesIn(all, 100, 300).map(({ name }) => name)).toEqual(['100']);
});
