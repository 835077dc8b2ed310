import {
  BanIcon,
  CheckCircleIcon,
  ExclamationCircleIcon,
  HourglassHalfIcon,
  PauseCircleIcon,
  SyncAltIcon,
  UndoIcon,
} from '@patternfly/react-icons';
import type { ComponentType } from 'react';
import { t } from '../texts';

const icons: Record<string, ComponentType<{ className?: string }>> = {
  PENDING: HourglassHalfIcon,
  RUNNING: SyncAltIcon,
  PAUSED: PauseCircleIcon,
  WAITING: HourglassHalfIcon,
  COMPENSATING: UndoIcon,
  UNDONE: UndoIcon,
  NOT_UNDONE: ExclamationCircleIcon,
  COMPLETED: CheckCircleIcon,
  FAILED: ExclamationCircleIcon,
  CANCELLED: BanIcon,
};

/** How something stands: an icon and a word, beside its colour. */
export function StatusLabel({ status }: { status: string }) {
  const Icon = icons[status] ?? HourglassHalfIcon;
  return (
    <span className={`status status-${status.toLowerCase()}`}>
      <Icon className="status-icon" aria-hidden="true" />
      {t.status[status] ?? status}
    </span>
  );
}

export function StatusIcon({ status }: { status: string }) {
  const Icon = icons[status] ?? HourglassHalfIcon;
  return (
    <span
      className={`status status-${status.toLowerCase()}`}
      role="img"
      aria-label={t.status[status] ?? status}
    >
      <Icon className="status-icon" aria-hidden="true" />
    </span>
  );
}
