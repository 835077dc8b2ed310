import { Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { t } from '../texts';

const goes: Record<string, string> = { e: '/executions', p: '/playbooks', s: '/schedules' };

function writes(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return (
    !!element &&
    (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || !!element.shadowRoot)
  );
}

/** The keys of every page, and the list of them. */
export function Shortcuts({ open, setOpen }: { open: boolean; setOpen: (open: boolean) => void }) {
  const navigate = useNavigate();
  const before = useRef<[string, number]>(['', 0]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      const [last, at] = before.current;
      before.current = [event.key, Date.now()];
      const to = goes[event.key];
      if (last === 'g' && Date.now() - at < 1500 && to) {
        event.preventDefault();
        navigate(to);
      } else if (event.key === '?') {
        event.preventDefault();
        setOpen(true);
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>(
          '[data-page-search] input, input[data-page-search]',
        );
        if (search) {
          event.preventDefault();
          search.focus();
        }
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [navigate, setOpen]);
  return (
    <Modal isOpen={open} onClose={() => setOpen(false)} variant="small" aria-labelledby="keys-title">
      <ModalHeader title={t.keysHelp.title} labelId="keys-title" />
      <ModalBody>
        <table className="plain-table">
          <tbody>
            {t.keysHelp.list.map(([key, what]) => (
              <tr key={key}>
                <th scope="row">
                  <kbd>{key}</kbd>
                </th>
                <td>{what}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ModalBody>
    </Modal>
  );
}

/** j and k go through rows, Enter opens, x selects. */
export function useRows(
  count: number,
  active: number,
  go: (row: number) => void,
  open: (row: number) => void,
  mark?: (row: number) => void,
) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
      if (event.key === 'j' && active < count - 1) go(active + 1);
      else if (event.key === 'k' && active > 0) go(active - 1);
      else if (event.key === 'Enter' && active >= 0 && (event.target as HTMLElement).tagName === 'BODY')
        open(active);
      else if (event.key === 'x' && active >= 0 && mark) mark(active);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [count, active, go, open, mark]);
}
