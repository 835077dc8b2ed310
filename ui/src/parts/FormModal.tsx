import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { t } from '../texts';
import { Problem } from './states';

/** A form in a dialogue: what it says when it is refused stands in it. */
export function FormModal({
  title,
  submit,
  disabled,
  danger,
  error,
  act,
  close,
  children,
}: {
  title: string;
  submit: string;
  disabled?: boolean;
  danger?: boolean;
  error?: unknown;
  act: () => void;
  close: () => void;
  children?: ReactNode;
}) {
  return (
    <Modal isOpen onClose={close} variant={danger ? 'small' : 'medium'} aria-labelledby="form-title">
      <ModalHeader title={title} labelId="form-title" titleIconVariant={danger ? 'warning' : undefined} />
      <ModalBody>
        <Form
          id="form-modal"
          onSubmit={(event) => {
            event.preventDefault();
            if (!disabled) act();
          }}
        >
          {children}
        </Form>
        {error !== null && error !== undefined && <Problem error={error} />}
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="form-modal" variant={danger ? 'danger' : 'primary'} isDisabled={disabled}>
          {submit}
        </Button>
        <Button variant="link" onClick={close}>
          {t.common.cancel}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
