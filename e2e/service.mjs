// Starts the real program on sample content in a folder of its own, and
// Debian's Chromium. Everything started here is ended here.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

let binary;
function build() {
  if (binary) return binary;
  const folder = mkdtempSync(join(tmpdir(), 'eelnou-bin-'));
  binary = join(folder, 'eelnou');
  execFileSync('go', ['build', '-o', binary, './cmd/eelnou'], { cwd: root, stdio: 'inherit' });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return binary;
}

/** Starts the service; resolves once it says where it listens. */
export async function startService() {
  const data = mkdtempSync(join(tmpdir(), 'eelnou-e2e-'));
  const process_ = spawn(build(), ['serve', '--data', data, '--listen', '127.0.0.1:0'], { cwd: data });
  let log = '';
  process_.stderr.on('data', (d) => { log += d; });
  const address = await new Promise((resolve, reject) => {
    let out = '';
    process_.stdout.on('data', (d) => {
      out += d;
      const found = out.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    process_.on('exit', (code) => reject(new Error(`the service ended with ${code}:\n${log}`)));
  });
  return {
    address,
    log: () => log,
    async stop() {
      const ended = new Promise((resolve) => process_.once('exit', resolve));
      process_.removeAllListeners('exit');
      const gone = new Promise((resolve) => process_.once('exit', resolve));
      process_.kill('SIGTERM');
      await Promise.race([ended, gone]);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-gpu'],
  });
}
