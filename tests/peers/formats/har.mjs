// Copyright 2026 The Parafa developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// node har.mjs FILE: checks a file against the schemas of HTTP Archive 1.2

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const validate = createRequire(import.meta.url)('har-validator/lib/promise');
const har = JSON.parse(readFileSync(process.argv[2], 'utf8'));
try {
  await validate.har(har);
} catch (error) {
  console.error(JSON.stringify(error.errors ?? String(error), null, 1));
  process.exit(1);
}
console.log(`${har.log.entries.length} entries`);
