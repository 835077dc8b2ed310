import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** What every editor has. Escape, then Tab leaves it by the keyboard. */
export const setup: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  history(),
  foldGutter(),
  drawSelection(),
  EditorState.allowMultipleSelections.of(true),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightSelectionMatches(),
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    ...lintKeymap,
    indentWithTab,
  ]),
];

const colours = (dark: boolean) =>
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: dark ? '#7cc4ff' : '#004d99' },
    { tag: tags.string, color: dark ? '#a5d6a7' : '#1b5e20' },
    { tag: [tags.number, tags.bool, tags.null], color: dark ? '#ffcc80' : '#8a3c00' },
    { tag: tags.keyword, color: dark ? '#d7aefb' : '#5e2ca5' },
    { tag: tags.comment, color: dark ? '#b0b0b0' : '#5a5a5a', fontStyle: 'italic' },
  ]);

/** The look of an editor, dark or light. */
export function theme(dark: boolean): Extension {
  return [
    EditorView.theme(
      {
        '&': {
          height: '100%',
          fontSize: '13px',
          color: dark ? '#f2f2f2' : '#151515',
          backgroundColor: dark ? '#1f1f1f' : '#ffffff',
          border: `1px solid ${dark ? '#707070' : '#8a8d90'}`,
        },
        '.cm-scroller': {
          fontFamily: 'var(--pf-t--global--font--family--mono, monospace)',
          overflow: 'auto',
        },
        '.cm-content': { caretColor: dark ? '#ffffff' : '#000000' },
        '.cm-gutters': {
          backgroundColor: dark ? '#292929' : '#f2f2f2',
          color: dark ? '#c7c7c7' : '#4d4d4d',
          border: 'none',
        },
        '.cm-activeLine': { backgroundColor: dark ? '#ffffff10' : '#0066cc12' },
        '.cm-activeLineGutter': { backgroundColor: dark ? '#ffffff1c' : '#0066cc1f' },
        '.cm-tooltip': {
          backgroundColor: dark ? '#292929' : '#ffffff',
          color: dark ? '#f2f2f2' : '#151515',
          border: `1px solid ${dark ? '#707070' : '#8a8d90'}`,
        },
        // The library's own signs are images of data: addresses, which the policy of the page refuses.
        '.cm-lint-marker': { width: '1em', height: '1em', lineHeight: '1.4' },
        '.cm-lint-marker-error': {
          content: 'normal',
          color: dark ? '#ff9aa5' : '#b1001e',
          '&:before': { content: '"✖"' },
        },
        '.cm-lint-marker-warning': {
          content: 'normal',
          color: dark ? '#f5c668' : '#7a4b00',
          '&:before': { content: '"▲"' },
        },
        '.cm-lintRange-error': {
          backgroundImage: 'none',
          textDecoration: `underline wavy ${dark ? '#ff9aa5' : '#b1001e'}`,
        },
        '.cm-lintRange-warning': {
          backgroundImage: 'none',
          textDecoration: `underline wavy ${dark ? '#f5c668' : '#7a4b00'}`,
        },
        '&.cm-merge-a .cm-changedLine': { backgroundColor: dark ? '#d1445a33' : '#d9344a1f' },
        '&.cm-merge-b .cm-changedLine': { backgroundColor: dark ? '#3d8b3d40' : '#3d9a3d24' },
        '.cm-help': { padding: '6px 10px', maxWidth: '480px' },
        '&.cm-focused': { outline: '2px solid #0066cc' },
        '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
          backgroundColor: dark ? '#004d99 !important' : '#b9dafc !important',
        },
      },
      { dark },
    ),
    syntaxHighlighting(colours(dark)),
  ];
}
