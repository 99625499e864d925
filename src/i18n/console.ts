import { type ConsoleMessages, consoleEn } from './console/en.ts';
import { consoleFr } from './console/fr.ts';
import type { Language } from './index.ts';

export type { ConsoleMessages };

/** The console's text in one language. */
export function consoleMessages(language: Language): ConsoleMessages {
  return language === 'fr' ? consoleFr : consoleEn;
}
