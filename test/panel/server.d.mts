import type { Browser } from 'playwright-core';

/** Builds the panel with its harness and serves them on 127.0.0.1. */
export function startHarness(
  port?: number,
  readable?: boolean,
): Promise<{ readonly address: string; readonly close: () => void }>;
/** A headless Chromium, Chrome or Edge. */
export function openBrowser(): Promise<Browser>;
