import './workers.js';
import './keyboard.js';
import '@graphiql/react/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import examples from 'examples';
import { fetcherWith } from './fetcher.js';
import { storage } from './storage.js';
import { bare, takeFromAddress } from './token.js';

const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
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
      defaultEditorToolsVisibility="variables"
      shouldPersistHeaders={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>
        <TokenField token={token} onCommit={setToken} />
        <a className="home" href="/">
          Styrgraf
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

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
        placeholder="none: public view"
        autoComplete="off"
        spellCheck={false}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit(event)}
      />
    </label>
  );
}

createRoot(document.getElementById('graphiql')).render(<Page />);
