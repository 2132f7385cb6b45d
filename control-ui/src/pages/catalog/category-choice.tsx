import { t } from '../../i18n/i18n.ts';
import type { Category } from './by-need.ts';

interface CategoryChoiceProps {
  chosen: Category | undefined;
  offered: readonly Category[];
  onChoose: (category: Category | undefined) => void;
}

/** One need alone, or all of them. */
export function CategoryChoice({ chosen, offered, onChoose }: CategoryChoiceProps) {
  if (offered.length < 2) return null;
  return (
    <ul class="category-choice" aria-label={t('catalog.categories')}>
      {[undefined, ...offered].map((category) => (
        <li key={category ?? 'all'}>
          <button type="button" class="button" aria-pressed={category === chosen} onClick={() => onChoose(category)}>
            {category === undefined ? t('catalog.all') : t(`categories.${category}`)}
          </button>
        </li>
      ))}
    </ul>
  );
}
