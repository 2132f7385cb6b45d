import type { Signal } from '@preact/signals';
import { call } from '../../../api.ts';
import type { Picture } from './recovery-kit.tsx';

/** Where somebody is on the way to their words. The words are in it only while they are shown. */
export type Stage =
  | { at: 'explained' | 'known' | 'done' }
  | { at: 'shown'; words: readonly string[]; ask: readonly number[]; picture: Picture | undefined }
  | { at: 'asked'; ask: readonly number[] };

export interface StageProps {
  params: { percloud: string; target: string };
  stage: Signal<Stage>;
}

/** New words, and what draws them for the printer. */
export async function showNewWords({ params, stage }: StageProps) {
  const [{ words, ask }, picture] = await Promise.all([
    call('makeRecoveryWords', { params }),
    import('./qr.tsx').then(
      ({ Qr }) => Qr,
      () => undefined,
    ),
  ]);
  stage.value = { at: 'shown', words, ask, picture };
}
