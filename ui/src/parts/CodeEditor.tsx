import { autocompletion, type CompletionSource } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { sql } from '@codemirror/lang-sql';
import { yaml } from '@codemirror/lang-yaml';
import { forceLinting, linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { setup, theme } from './codemirror';

interface Props {
  value: string;
  language: 'yaml' | 'json' | 'sql';
  label: string;
  onChange?: (value: string) => void;
  lint?: (
    text: string,
  ) => Promise<{ line: number; column: number; message: string; severity: Diagnostic['severity'] }[]>;
  complete?: CompletionSource;
  hover?: (word: string) => string | null;
  run?: () => void;
  line?: number | null;
}

const languages = { yaml: () => yaml(), json: () => json(), sql: () => sql() };

/** CodeMirror in a shadow root: there it adopts its style sheets, which a strict policy of the page allows. */
export function CodeEditor({ value, language, label, onChange, lint, complete, hover, run, line }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const dark = document.documentElement.classList.contains('pf-v6-theme-dark');
  const latest = useRef({ onChange, lint, complete, hover, run });
  latest.current = { onChange, lint, complete, hover, run };
  const look = useRef(new Compartment());

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const mount = document.createElement('div');
    mount.style.height = '100%';
    root.append(mount);
    const extensions: Extension[] = [
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            latest.current.run?.();
            return latest.current.run !== undefined;
          },
        },
      ]),
      setup,
      languages[language](),
      look.current.of(theme(dark)),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorState.readOnly.of(onChange === undefined),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) latest.current.onChange?.(update.state.doc.toString());
      }),
    ];
    if (lint) {
      extensions.push(
        lintGutter(),
        linter(
          async (v) => {
            const found = (await latest.current.lint?.(v.state.doc.toString())) ?? [];
            return found.map((problem): Diagnostic => {
              const at = v.state.doc.line(Math.min(Math.max(1, problem.line), v.state.doc.lines));
              const from = Math.min(at.from + Math.max(0, problem.column - 1), at.to);
              return {
                from,
                to: Math.max(from, at.to),
                severity: problem.severity,
                message: problem.message,
              };
            });
          },
          { delay: 500 },
        ),
      );
    }
    if (complete)
      extensions.push(
        autocompletion({ override: [(context) => latest.current.complete?.(context) ?? null] }),
      );
    if (hover) {
      extensions.push(
        hoverTooltip((v, pos): Tooltip | null => {
          const word = v.state.wordAt(pos);
          const text = word && latest.current.hover?.(v.state.sliceDoc(word.from, word.to));
          if (!word || !text) return null;
          return {
            pos: word.from,
            end: word.to,
            create: () => {
              const dom = document.createElement('div');
              dom.className = 'cm-help';
              dom.textContent = text;
              return { dom };
            },
          };
        }),
      );
    }
    const editor = new EditorView({
      parent: mount,
      root,
      state: EditorState.create({ doc: value, extensions }),
    });
    view.current = editor;
    if (lint) forceLinting(editor);
    return () => {
      editor.destroy();
      mount.remove();
      view.current = null;
    };
    // The editor is made once; what changes goes through the effects below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [language, label]);

  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: look.current.reconfigure(theme(dark)) });
  }, [dark]);
  useEffect(() => {
    const editor = view.current;
    if (!editor || !line) return;
    const at = editor.state.doc.line(Math.min(line, editor.state.doc.lines));
    editor.dispatch({
      selection: { anchor: at.from },
      effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
    });
    editor.focus();
  }, [line]);
  return <div ref={host} className="code-editor" />;
}
