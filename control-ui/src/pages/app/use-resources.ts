import type { App } from '@percloud/contract/apps';
import type { Resources } from '@percloud/contract/resources';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { addressOf } from '../../api.ts';
import { followStream } from '../../state/follow-stream.ts';

/** What an app takes of the machine, as long as it is looked at; undefined until something is known. */
export function useResources({ percloud, id }: Pick<App, 'percloud' | 'id'>): Resources | undefined {
  const resources = useSignal<Resources | undefined>(undefined);
  useEffect(
    () =>
      followStream<{ resources: Resources }>(
        addressOf('streamAppResources', { params: { percloud, app: id } }),
        (on) =>
          on('resources', (told) => {
            resources.value = told;
          }),
        () => {
          resources.value = undefined;
        },
      ),
    [percloud, id],
  );
  return resources.value;
}
