import { computed, signal } from '@preact/signals';
import { X } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Button } from '../components/button.tsx';
import { t } from '../i18n/i18n.ts';
import { liveOperations, operations } from '../state/live.ts';
import { OperationView } from './operation-view.tsx';

/** Operations seen running in this visit: their end is told too, until it is put away. */
const watched = signal<ReadonlySet<string>>(new Set());
const docked = computed(() => operations.value.filter(({ id, endedAt }) => endedAt === null || watched.value.has(id)));
const goodNewsMs = 8_000;

const putAway = (id: string) => {
  watched.value = new Set([...watched.value].filter((other) => other !== id));
};

/** The page ends above the dock, however tall it is: nothing can hide behind it for good. */
function makeRoom(dock: HTMLElement | null) {
  if (!dock) return;
  const root = document.documentElement.style;
  const measure = new ResizeObserver(() => root.setProperty('--dock-height', `${dock.offsetHeight}px`));
  measure.observe(dock);
  return () => {
    measure.disconnect();
    root.removeProperty('--dock-height');
  };
}

/** What is going on, at the bottom of every page. */
export function OperationDock() {
  const { path } = useLocation();
  const live = liveOperations.value;
  useEffect(() => {
    if (live.some(({ id }) => !watched.peek().has(id))) watched.value = new Set([...watched.peek(), ...live.map(({ id }) => id)]);
  }, [live]);

  const [shown, ...others] = docked.value;
  const goodNews = shown?.status === 'succeeded' ? shown.id : undefined;
  useEffect(() => {
    if (!goodNews) return;
    const timer = setTimeout(() => putAway(goodNews), goodNewsMs);
    return () => clearTimeout(timer);
  }, [goodNews]);

  // Activity shows all of it already, and what ended was seen there.
  const onActivity = path.startsWith('/activity');
  useEffect(() => {
    if (onActivity) watched.value = new Set(live.map(({ id }) => id));
  }, [onActivity]);
  if (!shown || onActivity) return null;
  return (
    <section class="dock" ref={makeRoom} aria-label={t('operation.dock')}>
      <OperationView operation={shown} brief />
      <div class="dock-foot">
        <a class="small" href={`/activity/${shown.id}`}>
          {others.length > 0 ? t('operation.and-more', { count: others.length }) : t('operation.show')}
        </a>
        {shown.endedAt && (
          <Button kind="plain" label={t('operation.put-away')} onClick={() => putAway(shown.id)}>
            <X size={20} strokeWidth={1.5} aria-hidden="true" />
          </Button>
        )}
      </div>
    </section>
  );
}
