import './workers.js';
import './keyboard.js';
import '@graphiql/react/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { pick, useGraphiQL } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import examples from 'examples';
import { fetcherWith } from './fetcher.js';
import { mendPlugins } from './plugins.js';
import { storage } from './storage.js';
import { bare, takeFromAddress } from './token.js';

const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const isNarrow = matchMedia('(max-width: 60rem)').matches; // As in page.css.
const isFirstVisit = storage.getItem('graphiql:tabState') === null;

/** GraphiQL with our examples, and a token that lives only as long as the page. */
function Page() {
  const [token, setToken] = useState(() => takeFromAddress() ?? '');
  // A new fetcher makes GraphiQL read the schema again, as the new token sees it.
  const fetcher = useMemo(() => fetcherWith(token), [token]);
  useEffect(() => {
    const take = () => setToken((current) => takeFromAddress() ?? current);
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      plugins={plugins}
      defaultTabs={examples}
      initialVariables={isFirstVisit ? examples[0].variables : undefined}
      defaultEditorToolsVisibility={isNarrow ? false : 'variables'}
      shouldPersistHeaders={false}
      inputValueDeprecation
      schemaDescription
    >
      <Fit />
      <GraphiQL.Logo>
        <TokenField token={token} onCommit={setToken} />
        <a className="home" href="/">
          Styrgraf
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

const whatFits = pick('queryEditor', 'variableEditor', 'headerEditor', 'responseEditor', 'activeTabIndex');

/** Has the editors fit their width, and keeps the open tab in sight. Shows nothing itself. */
function Fit() {
  const { activeTabIndex, ...editors } = useGraphiQL(whatFits);
  useEffect(() => {
    for (const editor of Object.values(editors)) editor?.updateOptions(FITTING);
  }, Object.values(editors));
  useEffect(() => {
    const tab = document.getElementById(`graphiql-session-tab-${activeTabIndex}`);
    tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeTabIndex]);
  return null;
}

const FITTING = {
  wordWrap: 'on',
  scrollbar: { alwaysConsumeMouseWheel: false }, // At its ends an editor passes scrolling on to the page.
  unicodeHighlight: { ambiguousCharacters: false }, // A dash in a Swedish text is nothing to be warned of.
};

/** Takes effect on Enter or on leaving the field, so that the schema is not fetched at each key. */
function TokenField({ token, onCommit }) {
  const commit = (event) => onCommit(bare(event.target.value));
  return (
    <label className="token">
      Token
      <input
        key={token}
        type="password"
        defaultValue={token}
        placeholder="none: public"
        autoComplete="off"
        spellCheck={false}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit(event)}
      />
    </label>
  );
}

const root = document.getElementById('graphiql');
mendPlugins(root);
createRoot(root).render(<Page />);
