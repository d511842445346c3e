import { defineConfig } from '@playwright/test';
import stories from './playwright.config.js';

/** `npm run film`: what is recorded, not tested. */
export default defineConfig({ ...stories, testMatch: 'src/film/*.film.ts', outputDir: 'test-results/film' });
