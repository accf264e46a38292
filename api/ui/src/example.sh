curl {{origin}}/graphql \
  -H 'Content-Type: application/json' \
  -d '{"query": "{ territories(first: 3) { totalCount nodes { code name } } }"}'
