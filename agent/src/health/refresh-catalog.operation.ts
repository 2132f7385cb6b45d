import type { CatalogService } from '../catalog/catalog.service.ts';
import type { Kind } from '../operations/operation-kind.ts';
import { step } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';

export const refreshCatalog = (catalog: CatalogService): Kind<object, object> => ({
  kind: 'catalog.refresh',
  version: 1,
  whenBusy: 'wait',
  locks: () => [],
  steps: [
    step('read the catalog', async () => {
      await catalog.refresh();
      const { problem } = catalog.standing();
      if (problem !== null) throw new Problem('catalog-unreachable', { detail: problem });
    }),
  ],
});
