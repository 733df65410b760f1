import { afterEach, expect, test, vi } from 'vitest';
import { AppError } from '../../../../app/domain/app-error.ts';
import { call, fetchBinary } from '../../../../renderer/bridge/bridge.ts';
import { createFakeBridge } from '../../../support/fake-bridge.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a reply is unwrapped, an error thrown with all it carries', async () => {
  const fake = createFakeBridge({
    'models:rollback': () => ({ modelId: 'm-1' }),
    'models:list': () => {
      throw new AppError('model-damaged', 'Wrong hash.', { file: '/m', remedy: 'Roll back.' });
    },
  });
  vi.stubGlobal('window', { ectopy: fake.bridge });
  await expect(call('models:rollback', {})).resolves.toEqual({ modelId: 'm-1' });
  await expect(call('models:list', {})).rejects.toMatchObject({
    name: 'AppError',
    code: 'model-damaged',
    file: '/m',
    remedy: 'Roll back.',
  });
});

test('binary data is asked for by route and query, and cancellable', async () => {
  const fetched = vi.fn(() => Promise.resolve(new Response(new Uint8Array([1, 2, 3]))));
  vi.stubGlobal('fetch', fetched);
  const { signal } = new AbortController();
  const bytes = await fetchBinary('beats', { recordingId: 'rec-1' }, signal);
  expect(bytes.byteLength).toBe(3);
  expect(fetched).toHaveBeenCalledWith('ectopy://data/beats?recordingId=rec-1', { signal });
});

test.each([
  ['{"code":"not-found","message":"No such recording."}', 'not-found'],
  ['<html>', 'core-unavailable'],
  ['{"code":"made-up","message":"?"}', 'core-unavailable'],
])('a refused fetch with the body %s throws %s', async (body, code) => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status: 500 })));
  await expect(fetchBinary('beats', { recordingId: 'rec-1' })).rejects.toMatchObject({ code });
});
