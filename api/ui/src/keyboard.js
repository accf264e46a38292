import { TabFocus } from 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js';

// In the editors Tab moves on, as it does elsewhere, so that nobody who works by keyboard is caught in one.
// Ctrl+M gives it back to indentation.
TabFocus.setTabFocusMode(true);
