import type { CatalogService } from '../catalog/catalog.service.ts';
import type { Kind } from '../operations/operation-kind.ts';
import { step } from '../operations/operation-kind.ts';

export const refreshCatalog = (catalog: CatalogService): Kind<object, object> => ({
  kind: 'catalog.refresh',
  version: 1,
  whenBusy: 'wait',
  locks: () => [],
  steps: [
    step('read the catalog', async () => {
      await catalog.refresh();
      catalog.requireRead();
    }),
  ],
});
