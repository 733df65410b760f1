import { DATA_ORIGIN } from '../protocol/scheme.ts';

/**
 * The policy sent with every page (Electron security checklist, item 7). Nothing inline, nothing
 * remote; TensorFlow runs in the core process, so not even 'wasm-unsafe-eval' is needed.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self' ${DATA_ORIGIN}`,
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
