import { checkSettings } from '@percloud/contract/check-settings';
import { type Manifest, publicPaths, settingsOpeningMore } from '@percloud/contract/manifest';
import type { SettingValues } from '@percloud/contract/settings-form';
import { Problem } from '../problem.ts';
import { matchesInTime } from './matches-in-time.ts';

/**
 * The settings of an app after an update: the owner's choices as far as the newer release still asks for them, its own defaults for the
 * rest. What the owner did not open stays shut, whatever a new default or a setting with a new meaning would open.
 */
export function carryOver(kept: SettingValues, older: Manifest, newer: Manifest): SettingValues {
  const known = Object.fromEntries(Object.entries(kept).filter(([name]) => newer.settings.some((setting) => setting.name === name)));
  const shut = shutting(newer, publicPaths(older, kept));
  const passwords = newer.settings.filter(({ type }) => type === 'password').map(({ name }) => name);
  const { values, problems } = checkSettings(newer.settings, { ...known, ...shut }, passwords, matchesInTime);
  if (problems.length > 0)
    throw new Problem('bad-input', { detail: 'The new version asks for settings the old one did not have.', fields: problems });
  return values;
}

/** The settings of an app that goes back: those of then, but what is shut to strangers now stays shut. */
export const goBackTo = (then: SettingValues, older: Manifest, openNow: readonly string[]): SettingValues => ({
  ...then,
  ...shutting(older, openNow),
});

const shutting = (manifest: Manifest, open: readonly string[]): SettingValues =>
  Object.fromEntries(settingsOpeningMore(manifest, open).map((name) => [name, false]));
