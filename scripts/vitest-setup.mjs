import { resolve } from 'node:path';
import { writeRegistry } from './gen-registry.mjs';

/** The registry is not committed, so the tests write it before the first import. */
export default function setup() {
  writeRegistry(resolve(import.meta.dirname, '..'));
}
