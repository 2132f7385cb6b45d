import type { Remedy } from '@percloud/contract/health';
import { check } from '../check.ts';

/** A newer release. One that wants to do more than the old one waits for the owner's yes, which is given on the app's page. */
export const updateWaiting = check({
  name: 'update-waiting',
  measure: ({ apps }) => apps.look(),
  decide: (apps) =>
    apps.flatMap(({ id, percloud, slug, program, update }) => {
      if (!update) return [];
      const wantsMore = update.widens.length > 0;
      const remedies: Remedy[] = wantsMore ? [] : [{ name: 'update-app', kind: 'app.upgrade', percloud }];
      return {
        case: wantsMore ? 'wants-more' : 'ready',
        severity: 'notice',
        concerns: 'percloud',
        app: { id, percloud },
        values: { slug, program, version: update.version },
        remedies,
      };
    }),
});
