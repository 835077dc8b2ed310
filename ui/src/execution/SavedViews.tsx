import { Button, Dropdown, DropdownItem, DropdownList, MenuToggle, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { t } from '../texts';

type View = { name: string; search: string };

function read(): View[] {
  try {
    return JSON.parse(localStorage.getItem('noetl.views') ?? '[]') as View[];
  } catch {
    return [];
  }
}

/** Filters that one keeps under a name, in this browser. The address of a view can be sent to others. */
export function SavedViews({ current, choose }: { current: string; choose: (search: string) => void }) {
  const [views, setViews] = useState(read);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const keep = (all: View[]) => {
    setViews(all);
    localStorage.setItem('noetl.views', JSON.stringify(all));
  };
  if (name !== null) {
    return (
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim())
            keep([...views.filter((v) => v.name !== name.trim()), { name: name.trim(), search: current }]);
          setName(null);
        }}
      >
        <TextInput
          aria-label={t.executions.viewName}
          placeholder={t.executions.viewName}
          value={name}
          onChange={(_, v) => setName(v)}
        />
        <Button type="submit">{t.common.save}</Button>
        <Button variant="link" onClick={() => setName(null)}>
          {t.common.cancel}
        </Button>
      </form>
    );
  }
  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right' }}
      toggle={(ref) => (
        <MenuToggle ref={ref} onClick={() => setOpen(!open)} isExpanded={open}>
          {t.executions.views}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {views.map((view) => (
          <DropdownItem key={view.name} onClick={() => choose(view.search)}>
            {view.name}
          </DropdownItem>
        ))}
        {views.length === 0 && <DropdownItem isDisabled>{t.executions.noViews}</DropdownItem>}
        <DropdownItem onClick={() => setName('')}>{t.executions.saveView}</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
