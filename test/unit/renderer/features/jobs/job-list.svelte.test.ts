import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Job } from '../../../../../app/contract/schemas.ts';
import { JobList } from '../../../../../renderer/features/jobs/job-list.svelte.ts';
import { createFakeBridge } from '../../../../support/fake-bridge.ts';
import { ANALYSE_JOB } from '../../../../support/harness/made-up-library.ts';

const fake = createFakeBridge({ 'jobs:list': () => [ANALYSE_JOB], 'jobs:cancel': () => ({}) });
let jobs: JobList;
let disconnect: () => void;

function job(part: Partial<Job>): Job {
  return { ...ANALYSE_JOB, ...part };
}

beforeEach(() => {
  vi.stubGlobal('window', { ectopy: fake.bridge });
  jobs = new JobList();
  disconnect = jobs.connect();
});

afterEach(() => {
  disconnect();
  vi.unstubAllGlobals();
});

test('a job is followed from start to end, and told about once', async () => {
  await jobs.load();
  const ended: string[] = [];
  jobs.onFinished(({ id, state }) => ended.push(`${id} ${state}`));
  fake.emit('job:changed', job({ progress: 0.9 }));
  flushSync();
  expect(jobs.progress).toBeCloseTo(0.9);
  fake.emit('job:changed', job({ progress: 1, state: 'done' }));
  flushSync();
  expect(jobs.progress).toBeNull();
  expect(ended).toEqual(['job-1 done']);
});

test('the jobs of a removed recording go with it', async () => {
  fake.emit('job:changed', job({ id: 'gone', recordingId: 'rec-9', state: 'done' }));
  fake.emit('recording:changed', { recordingId: 'rec-9' });
  await vi.waitFor(() => {
    expect(jobs.find('gone')).toBeUndefined();
  });
});

test('a failed job stays until it is dismissed', () => {
  fake.emit('job:changed', job({ id: 'a', state: 'failed', error: 'The disk is full.' }));
  fake.emit('job:changed', job({ id: 'b' }));
  flushSync();
  expect(jobs.shown.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(jobs.failed).toHaveLength(1);
  jobs.dismiss('a');
  flushSync();
  expect(jobs.failed).toHaveLength(0);
});

test('a cancelled job shows that it is being cancelled until it has ended', async () => {
  await jobs.load();
  await jobs.cancel('job-1');
  expect(fake.requests.at(-1)).toEqual({ channel: 'jobs:cancel', params: { jobId: 'job-1' } });
  expect(jobs.isCancelling('job-1')).toBe(true);
  fake.emit('job:changed', job({ state: 'cancelled' }));
  expect(jobs.isCancelling('job-1')).toBe(false);
});

test('a job that the core no longer knows has ended with the core that ran it', async () => {
  fake.emit('job:changed', job({ id: 'lost' }));
  fake.emit('job:changed', job({ id: 'over', state: 'done' }));
  const ended: string[] = [];
  jobs.onFinished(({ id, state }) => ended.push(`${id} ${state}`));
  await jobs.load();
  expect(ended).toEqual(['lost failed']);
});
